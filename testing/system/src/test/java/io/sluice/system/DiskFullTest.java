package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Evidence;
import io.sluice.testing.OwnBroker;
import io.sluice.testing.SmallDisk;
import io.sluice.testing.WithBroker;
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

/** Somebody fills the journal's disk while Kafka is away, and makes room again. */
@WithBroker
@Tag("campaign")
class DiskFullTest {

  private static final String TOPIC = "webhooks.disk";
  private static final int BODY_BYTES = 4_096;
  private static final long DISK_BYTES = 32 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension final Evidence evidence = new Evidence();
  @TempDir Path folder;

  private final Ledger ledger = Ledger.named("disk");

  @Test
  void refusesWhatItCannotStoreAndKeepsWhatItHasStored(OwnBroker broker) throws Exception {
    try (SmallDisk disk = SmallDisk.of(DISK_BYTES);
        RestartableGateway gateway = gateway(broker, disk)) {
      gateway.start();
      gateway.awaitReady();
      LoadReport report = loadWhileFilled(gateway, broker, disk);
      gateway.awaitDrained(PATIENCE);
      Tally tally = tally(broker);
      System.out.printf("disk full, on %s: %s%n%s%n", disk, tally, report);
      assertThat(tally.isWhole()).as(tally.toString()).isTrue();
      assertThat(tally.outOfOrder()).isEmpty();
      assertThat(report.answers().keySet()).as(report.toString()).containsExactly(202, 503);
      assertThat(report.failures()).as(report.toString()).isEmpty();
      assertThat(report.silentRefusals()).as("503 without Retry-After").isZero();
      assertThat(gateway.log()).containsSubsequence("journal.full", "journal.room_again");
    }
  }

  private LoadReport loadWhileFilled(RestartableGateway gateway, OwnBroker broker, SmallDisk disk) {
    try (Load load =
        Load.start(
            gateway
                .plan()
                .perSecond(200)
                .over(40, 4)
                .bodies(BODY_BYTES)
                .answeredWithin(Duration.ofSeconds(20)),
            ledger)) {
      load.awaitAccepted(200, PATIENCE);
      broker.stop();
      load.awaitAccepted(400, PATIENCE);
      disk.fill();
      eventually(PATIENCE, () -> assertThat(load.soFar().answers(503)).isGreaterThan(200));
      disk.makeRoom();
      load.awaitAccepted(400, PATIENCE);
      broker.start();
      load.awaitAccepted(400, PATIENCE);
      return load.end();
    }
  }

  private Tally tally(OwnBroker broker) {
    try (Checker checker =
        Checker.of(broker.bootstrapServers(), List.of(TOPIC), ledger, BODY_BYTES)) {
      return checker.tally();
    }
  }

  private RestartableGateway gateway(OwnBroker broker, SmallDisk disk) throws Exception {
    return RestartableGateway.in(
        folder.resolve("gateway"),
        new RestartableGateway.Setup(
            broker.bootstrapServers(),
            "",
            "topic: %s, ack_deadline: 5s".formatted(TOPIC),
            "journal: {dir: '%s', segment: 3MiB, bytes_max: 1GiB, free_min: %dKiB}"
                .formatted(disk.folder().resolve("journal"), disk.freeMin() >> 10)),
        Housing.host("-Xmx256m", "-XX:TieredStopAtLevel=1"),
        evidence);
  }
}
