package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Evidence;
import io.sluice.testing.OwnBroker;
import io.sluice.testing.WithBroker;
import io.sluice.testing.tally.Ack;
import io.sluice.testing.tally.Checker;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All of Kafka is away for a while, and the senders go on. */
@WithBroker
@Tag("campaign")
class OutageTest {

  private static final int OUTAGE_SECONDS = Integer.getInteger("sluice.outage", 15);
  private static final int PER_SECOND = 500;
  private static final int BODY_BYTES = 2_048;
  private static final String TOPIC = "webhooks.outage";

  /** The gateway says 503 beyond it, so whoever is answered 202 is answered in time. */
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(180 + 2 * OUTAGE_SECONDS);

  @RegisterExtension final Evidence evidence = new Evidence();
  @TempDir Path folder;

  private final Ledger ledger = Ledger.named("outage");

  @Test
  void everybodyIsAnsweredYesInTimeAndEverythingIsInKafkaAfterwards(OwnBroker broker)
      throws Exception {
    try (RestartableGateway gateway = gateway(broker, "journal: {dir: journal}")) {
      warmUp(gateway);
      LoadReport report;
      long backNanos;
      try (Load load = load(gateway)) {
        load.awaitAccepted(PER_SECOND, PATIENCE);
        broker.stop();
        load.awaitSent((long) OUTAGE_SECONDS * PER_SECOND, PATIENCE);
        broker.start();
        backNanos = System.nanoTime();
        load.awaitSent(2 * PER_SECOND, PATIENCE);
        report = load.end();
      }
      everythingIsStoredInOrder(broker, gateway, report, backNanos);
      assertThat(report.answers()).as(report.toString()).containsOnlyKeys(202);
      assertThat(report.failures()).as(report.toString()).isEmpty();
    }
  }

  @Test
  void aFullJournalMeans503UntilKafkaIsBack(OwnBroker broker) throws Exception {
    String small = "journal: {dir: journal, segment: 4MiB, bytes_max: 12MiB}";
    try (RestartableGateway gateway = gateway(broker, small)) {
      warmUp(gateway);
      LoadReport report;
      long backNanos;
      try (Load load = load(gateway)) {
        load.awaitAccepted(PER_SECOND, PATIENCE);
        broker.stop();
        eventually(PATIENCE, () -> assertThat(load.soFar().answers(503)).isGreaterThan(PER_SECOND));
        assertThat(ledger.accepted(Ack.JOURNAL) * BODY_BYTES).isGreaterThan(6L << 20);
        broker.start();
        backNanos = System.nanoTime();
        load.awaitAccepted(2 * PER_SECOND, PATIENCE);
        report = load.end();
      }
      everythingIsStoredInOrder(broker, gateway, report, backNanos);
      assertThat(report.answers()).as(report.toString()).containsOnlyKeys(202, 503);
      assertThat(report.silentRefusals()).as("503 without Retry-After").isZero();
      assertThat(report.failures()).as(report.toString()).isEmpty();
    }
  }

  /** Starts it, and lets its code be compiled before answers are timed. */
  private void warmUp(RestartableGateway gateway) throws Exception {
    gateway.start();
    gateway.awaitReady();
    try (Load load = Load.start(gateway.plan().perSecond(200).bodies(BODY_BYTES), ledger)) {
      load.awaitAccepted(3 * 200, PATIENCE);
    }
  }

  private Load load(RestartableGateway gateway) {
    return Load.start(
        gateway
            .plan()
            .perSecond(PER_SECOND)
            .over(200, 4)
            .bodies(BODY_BYTES)
            .answeredWithin(DEADLINE.multipliedBy(2)),
        ledger);
  }

  private void everythingIsStoredInOrder(
      OwnBroker broker, RestartableGateway gateway, LoadReport report, long backNanos) {
    gateway.awaitDrained(PATIENCE);
    Duration drained = Duration.ofNanos(System.nanoTime() - backNanos);
    try (Checker checker =
        Checker.of(broker.bootstrapServers(), List.of(TOPIC), ledger, BODY_BYTES)) {
      Tally tally = checker.tally();
      System.out.printf(
          "outage on %s, %d kept in the journal, empty %d ms after Kafka was back: %s%n%s%n",
          broker.kind(), ledger.accepted(Ack.JOURNAL), drained.toMillis(), tally, report);
      assertThat(tally.isWhole()).as(tally.toString()).isTrue();
      assertThat(tally.outOfOrder()).isEmpty();
    }
    assertThat(ledger.accepted(Ack.JOURNAL)).isPositive();
  }

  private RestartableGateway gateway(OwnBroker broker, String journal) throws Exception {
    return RestartableGateway.in(
        folder.resolve("gateway"),
        new RestartableGateway.Setup(
            broker.bootstrapServers(),
            "",
            "topic: %s, ack_deadline: %ds".formatted(TOPIC, DEADLINE.toSeconds()),
            journal),
        Housing.host("-Xmx256m"),
        evidence);
  }
}
