package io.sluice.gateway.app;

import io.sluice.gateway.edge.StoreState;
import io.sluice.gateway.failover.Failover;
import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.journal.FileDisk;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.log.KafkaLog;
import io.sluice.gateway.log.KafkaWarmUp;
import io.sluice.gateway.log.Producers;
import io.sluice.gateway.log.RecordEncoder;
import io.sluice.gateway.log.StoredRecord;
import io.sluice.gateway.log.StoredRecords;
import io.sluice.gateway.source.Source;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's log with the journal behind it.
 *
 * <pre>
 *   open ─▶ start ─▶ append … ─▶ settle ─▶ (the producers are closed) ─▶ close
 * </pre>
 */
final class JournaledLog implements EventLog, KafkaWarmUp.StandIn {

  private final JournalConfig config;
  private final int kafkaRecordBytesMax;
  private final Metrics metrics;
  private final InstantSource clock;
  private final JournalReport report;
  private final SetAsideJournal setAside;
  private volatile @Nullable Journal journal;
  private volatile @Nullable Failover failover;

  JournaledLog(
      JournalConfig config, int kafkaRecordBytesMax, Metrics metrics, InstantSource clock) {
    this.config = config;
    this.kafkaRecordBytesMax = kafkaRecordBytesMax;
    this.metrics = metrics;
    this.clock = clock;
    this.report = new JournalReport(metrics);
    this.setAside = new SetAsideJournal(config, kafkaRecordBytesMax, clock, report, metrics);
    metrics.gauge(Metric.JOURNAL_OPEN_RECORDS, () -> journal == null ? 0 : open().openRecords());
    metrics.gauge(Metric.JOURNAL_BYTES, () -> journal == null ? 0 : open().bytesOnDisk());
    metrics.gauge(Metric.JOURNAL_STATE, this::stateCode);
    metrics.gauge(Metric.KAFKA_BREAKER, () -> isKafkaUnwell() ? 1 : 0);
  }

  private int stateCode() {
    return journal == null
        ? 0
        : switch (open().state()) {
          case OPEN -> 0;
          case FULL -> 1;
          case OUT_OF_SERVICE -> 2;
        };
  }

  /** Opens the journal and recovers what is in it. */
  void openJournal() throws IOException {
    journal =
        Journal.open(
            FileDisk.open(config.dir()),
            config.settings(kafkaRecordBytesMax),
            new SecureRandom()::nextLong,
            clock,
            report);
  }

  /** Takes events from now on, and drains what the journal holds. */
  void start(
      Producers producers,
      RecordEncoder encoder,
      BooleanSupplier rejectsReady,
      LongSupplier nanos) {
    Failover made =
        new Failover(
            new KafkaLog(producers, encoder, rejectsReady, metrics),
            open(),
            new StoredRecords(producers, rejectsReady)::send,
            setAside,
            (HookRecord record) -> StoredRecord.encode(encoder.apply(record)),
            config.takeover(),
            nanos);
    made.start();
    failover = made;
  }

  @Override
  public void append(HookRecord record, Receipt receipt) {
    started().append(record, receipt);
  }

  StoreState storeState(Source source) {
    return started().isTaking(source.ack()) ? StoreState.TAKING : StoreState.FULL;
  }

  @Override
  public boolean standsIn() {
    Journal opened = journal;
    return opened != null && opened.state() == Journal.State.OPEN;
  }

  @Override
  public boolean isBehind() {
    return isKafkaUnwell() || (journal != null && open().openRecords() > 0);
  }

  boolean isKafkaUnwell() {
    Failover running = failover;
    return running != null && running.isKafkaUnwell();
  }

  /** Nothing is appended any more: what Kafka has not acknowledged goes into the journal. */
  void settle(Duration max) throws InterruptedException {
    Failover running = failover;
    if (running != null && !running.settle(max)) {
      throw new IllegalStateException("not everything could be written into the journal");
    }
  }

  /** The last part to stop: Kafka's client has told all its endings. */
  void close() {
    Failover running = failover;
    if (running != null) {
      running.close();
    }
    setAside.close();
    Journal opened = journal;
    if (opened != null) {
      opened.close();
    }
  }

  private Journal open() {
    return Objects.requireNonNull(journal, "the journal is not open");
  }

  private Failover started() {
    return Objects.requireNonNull(failover, "the log is not started");
  }
}
