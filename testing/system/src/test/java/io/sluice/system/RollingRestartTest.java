package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Balancer;
import io.sluice.testing.Broker;
import io.sluice.testing.Evidence;
import io.sluice.testing.WithBroker;
import io.sluice.testing.tally.Checker;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadPlan;
import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Retries;
import io.sluice.testing.tally.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways behind a load balancer are restarted in turn, as by every update. */
@WithBroker
@Tag("campaign")
class RollingRestartTest {

  private static final int ROUNDS = Integer.getInteger("sluice.rounds", 1);
  private static final int BODY_BYTES = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Ample for the balancer, which looks twenty times a second. */
  private static final String SHUTDOWN = "shutdown: {notice: 1s, grace: 20s}";

  @RegisterExtension final Evidence evidence = new Evidence();
  @TempDir Path folder;

  private final Ledger ledger = Ledger.named("rolling");

  @Test
  void losesNothingAndFailsNobodyWhoTriesOnceMore(Broker broker) throws Exception {
    String topic = broker.topic("rolling", 4);
    try (RestartableGateway one = gateway("one", broker, topic);
        RestartableGateway two = gateway("two", broker, topic);
        Balancer balancer = Balancer.over(List.of(one.address(), two.address()))) {
      one.start();
      two.start();
      LoadReport report = loadWhileRestarted(balancer, one, two);
      try (Checker checker =
          Checker.of(broker.bootstrapServers(), List.of(topic), ledger, BODY_BYTES)) {
        Tally tally = checker.awaitNothingLost(PATIENCE);
        System.out.printf("restarted %d times: %s%n%s%n", 2 * ROUNDS, tally, report);
        assertThat(tally.isWhole()).as(tally.toString()).isTrue();
      }
      assertThat(report.givenUp()).as("failed after the retry: " + report).isZero();
    }
  }

  private LoadReport loadWhileRestarted(
      Balancer balancer, RestartableGateway one, RestartableGateway two) throws Exception {
    bothAreReady(balancer);
    LoadPlan plan =
        LoadPlan.to(RestartableGateway.target(balancer.port()))
            .perSecond(200)
            .over(60, 2)
            .bodies(BODY_BYTES)
            .answeredWithin(Duration.ofSeconds(10))
            .retrying(Retries.once(Duration.ofMillis(100)));
    try (Load load = Load.start(plan, ledger)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (RestartableGateway each : List.of(one, two)) {
          load.awaitAccepted(100, PATIENCE);
          each.terminate(PATIENCE);
          each.start();
          bothAreReady(balancer);
        }
      }
      load.awaitAccepted(100, PATIENCE);
      return load.end();
    }
  }

  private static void bothAreReady(Balancer balancer) {
    eventually(PATIENCE, () -> assertThat(balancer.ready()).isEqualTo(2));
  }

  private RestartableGateway gateway(String name, Broker broker, String topic) throws Exception {
    return RestartableGateway.in(
        folder.resolve(name),
        new RestartableGateway.Setup(broker.bootstrapServers(), "", "topic: " + topic, SHUTDOWN),
        Housing.host("-Xmx256m", "-XX:TieredStopAtLevel=1"),
        evidence);
  }
}
