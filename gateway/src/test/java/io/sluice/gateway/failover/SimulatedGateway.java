package io.sluice.gateway.failover;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.journal.FaultyDisk;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalEvents;
import io.sluice.gateway.journal.JournalRecord;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.log.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** One process: the journal on its disk, and the failover between Kafka and that. */
final class SimulatedGateway {

  static final Duration TAKEOVER = Duration.ofMillis(250);

  private static final JournalSettings SETTINGS = new JournalSettings(8192, 65536, 0, 512);

  private final FaultyDisk disk;
  private final Journal journal;
  private final SimulatedKafka kafka;
  private final Failover failover;
  private final Duration deliveryTimeout;
  private SimulatedKafka.Client client;

  /**
   * @param setAside ids that Kafka will never take
   */
  SimulatedGateway(
      FaultyDisk disk,
      SimulatedKafka kafka,
      RandomGenerator random,
      LongSupplier nanos,
      JournalEvents events,
      Duration deliveryTimeout,
      Set<String> setAside)
      throws IOException {
    this.disk = disk;
    this.kafka = kafka;
    this.journal =
        Journal.open(
            disk,
            SETTINGS,
            random::nextLong,
            () -> Instant.ofEpochMilli(nanos.getAsLong() / 1_000_000),
            events);
    this.deliveryTimeout = deliveryTimeout;
    this.client = kafka.client(deliveryTimeout);
    this.failover =
        new Failover(
            this::sendLive,
            journal,
            (kept, receipt) -> {
              String[] keyAndId = SimulatedEvent.keyAndId(kept);
              client.send(keyAndId[0], keyAndId[1], receipt);
            },
            (JournalRecord record) -> {
              setAside.add(SimulatedEvent.keyAndId(record.payload())[1]);
              return true;
            },
            SimulatedEvent::kept,
            TAKEOVER,
            nanos);
  }

  private void sendLive(HookRecord record, EventLog.Receipt receipt) {
    client.send(record.key(), record.event().id(), receipt);
  }

  Failover failover() {
    return failover;
  }

  Journal journal() {
    return journal;
  }

  FaultyDisk disk() {
    return disk;
  }

  /** What Kafka's client does. */
  void network() {
    client.turn();
  }

  void arriveUntold() {
    client.arriveUntold();
  }

  /** Kafka's client has failed for good, and another one takes its place. */
  void renewProducer() {
    SimulatedKafka.Client old = client;
    client = kafka.client(deliveryTimeout);
    old.arriveUntold();
    old.close();
  }

  /** Ends as on SIGTERM. */
  void stop() {
    failover.keeper().beginClosing();
    while (!failover.keeper().isIdle()) {
      failover.keeper().doWork();
    }
    client.close();
    failover.close();
    journal.close();
  }
}
