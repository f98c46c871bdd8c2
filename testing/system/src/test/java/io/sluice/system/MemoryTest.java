package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.BrokerChoice;
import io.sluice.testing.Evidence;
import io.sluice.testing.WithBroker;
import io.sluice.testing.tally.Checker;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadPlan;
import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Pace;
import io.sluice.testing.tally.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four times as much as may be in flight is offered to a gateway of 256 MB at once, in large bodies
 * and in slow ones.
 */
@WithBroker
class MemoryTest {

  private static final long MEMORY = 256L << 20;
  private static final int BUDGET_MIB = 16;
  private static final int LARGE_BYTES = 1 << 20;
  private static final int SLOW_BYTES = 64 << 10;
  private static final int OFFERED = 4 * (BUDGET_MIB << 20);
  private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("sluice.memory", 12));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Heap, buffers, classes, code and stacks together stay below {@link #MEMORY}. */
  private static final List<String> JVM =
      List.of(
          "-Xmx88m",
          "-XX:MaxDirectMemorySize=24m",
          "-XX:MaxMetaspaceSize=64m",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError");

  @RegisterExtension final Evidence evidence = new Evidence();
  @TempDir Path folder;

  private final Ledger ofLarge = Ledger.named("large");
  private final Ledger ofSlow = Ledger.named("slow");

  @Test
  void refusesWhatIsTooMuchAndLivesOn(Broker broker) throws Exception {
    String topic = broker.topic("memory", 4);
    Housing housing = housing();
    try (RestartableGateway gateway = gateway(broker, topic, housing)) {
      gateway.start();
      gateway.awaitReady();
      overload(gateway);
      servesAfterwards(gateway);
      assertThat(gateway.isAlive()).isTrue();
      assertThat(gateway.log()).doesNotContain("OutOfMemory");
      long peak = gateway.peakResidentBytes();
      System.out.printf("in %s: at most %d MiB in RAM%n", housing, peak >> 20);
      assertThat(peak).isLessThan(MEMORY);
    }
    nothingIsLost(broker, topic, ofLarge, LARGE_BYTES);
    nothingIsLost(broker, topic, ofSlow, SLOW_BYTES);
  }

  /** Each kind alone offers twice the budget, whatever is answered. */
  private void overload(RestartableGateway gateway) {
    LoadPlan plan =
        gateway.plan().asFastAsAnswersCome().lasting(LOAD).answeredWithin(Duration.ofSeconds(20));
    try (Load large =
            Load.start(plan.over(OFFERED / 2 / LARGE_BYTES, 1).bodies(LARGE_BYTES), ofLarge);
        Load slow =
            Load.start(
                plan.over(OFFERED / 2 / SLOW_BYTES, 1)
                    .bodies(SLOW_BYTES, Pace.over(Duration.ofSeconds(4), SLOW_BYTES)),
                ofSlow)) {
      onlyRefuses(large.awaitEnd());
      onlyRefuses(slow.awaitEnd());
    }
  }

  private static void onlyRefuses(LoadReport report) {
    System.out.println(report);
    assertThat(report.accepted()).isPositive();
    assertThat(report.answers()).containsKey(503);
    assertThat(report.answers().keySet()).isSubsetOf(202, 503, 413, 429);
    assertThat(report.silentRefusals()).isZero();
    assertThat(report.failures()).isEmpty();
  }

  private void servesAfterwards(RestartableGateway gateway) {
    LoadPlan plan = gateway.plan().perSecond(50).bodies(SLOW_BYTES).lasting(Duration.ofSeconds(2));
    try (Load load = Load.start(plan, ofSlow)) {
      LoadReport report = load.awaitEnd();
      assertThat(report.accepted()).as(report.toString()).isEqualTo(report.sent());
    }
  }

  private static void nothingIsLost(Broker broker, String topic, Ledger ledger, int bodyBytes) {
    try (Checker checker =
        Checker.of(broker.bootstrapServers(), List.of(topic), ledger, bodyBytes)) {
      Tally tally = checker.awaitNothingLost(PATIENCE);
      System.out.println(tally);
      assertThat(tally.isWhole()).as(tally.toString()).isTrue();
    }
  }

  private RestartableGateway gateway(Broker broker, String topic, Housing housing)
      throws Exception {
    return RestartableGateway.in(
        folder.resolve("gateway"),
        new RestartableGateway.Setup(
            broker.bootstrapServers(),
            "buffer: 24MiB",
            "topic: " + topic + ", ack_deadline: 10s, body_max: 1MiB",
            "limits: {in_flight_max: %dMiB, body_timeout: 60s}".formatted(BUDGET_MIB)),
        housing,
        evidence);
  }

  private Housing housing() {
    return switch (BrokerChoice.ofThisRun()) {
      case BrokerChoice.Docker docker ->
          new ContainerHousing(
              docker, "sluice-memory-" + ProcessHandle.current().pid(), "256m", JVM);
      case BrokerChoice.Embedded _ -> Housing.host(JVM.toArray(String[]::new));
    };
  }
}
