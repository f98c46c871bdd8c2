package io.sluice.gateway.app;

import io.sluice.gateway.failover.SetAside;
import io.sluice.gateway.journal.FileDisk;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalEntry;
import io.sluice.gateway.journal.JournalEvents;
import io.sluice.gateway.journal.JournalRecord;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second journal, for records that Kafka will never take. It is made when the first comes, and
 * nothing drains it: {@code sluice journal} looks into it. Used by the drain's thread.
 */
final class SetAsideJournal implements SetAside, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("sluice.journal");

  private final JournalConfig config;
  private final int kafkaRecordBytesMax;
  private final InstantSource clock;
  private final JournalEvents events;
  private final Metrics metrics;
  private @Nullable Journal journal;

  SetAsideJournal(
      JournalConfig config,
      int kafkaRecordBytesMax,
      InstantSource clock,
      JournalEvents events,
      Metrics metrics) {
    this.config = config;
    this.kafkaRecordBytesMax = kafkaRecordBytesMax;
    this.clock = clock;
    this.events = events;
    this.metrics = metrics;
  }

  @Override
  public boolean keep(JournalRecord record) {
    try {
      Journal into = opened();
      into.keepHouse();
      boolean kept =
          into.append(List.of(new JournalEntry(record.lane(), record.payload()))).durable() == 1;
      if (kept) {
        metrics.counter(Metric.JOURNAL_SET_ASIDE).increment();
        LOG.atError()
            .addKeyValue("sequence", record.sequence())
            .addKeyValue("folder", config.setAsideDir().toString())
            .log("journal.record_set_aside");
      }
      return kept;
    } catch (IOException e) {
      LOG.atError().addKeyValue("why", e.getMessage()).log("journal.set_aside_failed");
      return false;
    }
  }

  private Journal opened() throws IOException {
    if (journal == null) {
      journal =
          Journal.open(
              FileDisk.open(config.setAsideDir()),
              config.settings(kafkaRecordBytesMax),
              new SecureRandom()::nextLong,
              clock,
              events);
    }
    return journal;
  }

  @Override
  public void close() {
    if (journal != null) {
      journal.close();
    }
  }
}
