package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.BrokerBehindLink;
import io.sluice.testing.Evidence;
import io.sluice.testing.FlakyLink;
import io.sluice.testing.Seeds;
import io.sluice.testing.tally.Checker;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadPlan;
import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is killed again and again in the middle of its work. */
@Tag("broker")
@ExtendWith(Seeds.class)
@Tag("campaign")
class KillTest {

  private static final int KILLS = Integer.getInteger("sluice.kills", 6);
  private static final String TOPIC = "webhooks.kill";
  private static final int BODY_BYTES = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension final Evidence evidence = new Evidence();
  @TempDir Path folder;

  private final Ledger ledger = Ledger.named("kill");

  /** How Kafka is while a process lives and dies, and when its successor starts. */
  private enum Weather {
    UP,
    SLOW,
    AWAY;

    static Weather at(int kill) {
      return values()[kill % values().length];
    }

    void comeOver(FlakyLink link, RandomGenerator random) {
      switch (this) {
        case UP -> link.restore();
        case SLOW -> {
          link.restore();
          link.delay(Duration.ofMillis(random.nextInt(10, 400)));
        }
        case AWAY -> link.cut();
      }
    }
  }

  @Test
  void losesNothingItSaidYesTo(RandomGenerator random) throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        RestartableGateway gateway = gateway(broker)) {
      gateway.start();
      gateway.awaitReady();
      LoadReport report = loadWhileKilled(gateway, broker.link(), random);
      Tally tally = tally(broker);
      System.out.printf("killed %d times: %s%n%s%n", KILLS, tally, report);
      assertThat(tally.isWhole()).as(tally.toString()).isTrue();
      assertThat(tally.outOfOrder()).isEmpty();
      assertThat(tally.accepted()).isGreaterThan(50L * KILLS);
      assertThat(report.answers().keySet()).isSubsetOf(202, 503);
      assertThat(report.silentRefusals()).isZero();
    }
  }

  private LoadReport loadWhileKilled(
      RestartableGateway gateway, FlakyLink link, RandomGenerator random) throws Exception {
    LoadPlan plan =
        gateway
            .plan()
            .perSecond(300)
            .over(150, 2)
            .bodies(BODY_BYTES)
            .answeredWithin(Duration.ofSeconds(5));
    try (Load load = Load.start(plan, ledger)) {
      load.awaitAccepted(100, PATIENCE);
      for (int kill = 0; kill < KILLS; kill++) {
        Weather.at(kill).comeOver(link, random);
        awaitSomeMoment(load, random);
        gateway.kill();
        gateway.begin();
      }
      link.restore();
      gateway.awaitReady();
      load.awaitAccepted(300, PATIENCE);
      LoadReport report = load.end();
      gateway.awaitDrained(PATIENCE);
      return report;
    }
  }

  /** Somewhere between its first steps, when nobody is answered yet, and the middle of its work. */
  private static void awaitSomeMoment(Load load, RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      load.awaitSent(random.nextInt(1, 600), PATIENCE);
    } else {
      load.awaitAccepted(random.nextInt(1, 300), PATIENCE);
    }
  }

  private Tally tally(BrokerBehindLink broker) {
    try (Checker checker =
        Checker.of(broker.bootstrapServers(), List.of(TOPIC), ledger, BODY_BYTES)) {
      return checker.awaitNothingLost(PATIENCE);
    }
  }

  private RestartableGateway gateway(BrokerBehindLink broker) throws Exception {
    return RestartableGateway.in(
        folder.resolve("gateway"),
        new RestartableGateway.Setup(
            broker.bootstrapServers(), "delivery_timeout: 5s", "topic: " + TOPIC, ""),
        Housing.host("-Xmx256m", "-XX:TieredStopAtLevel=1"),
        evidence);
  }
}
