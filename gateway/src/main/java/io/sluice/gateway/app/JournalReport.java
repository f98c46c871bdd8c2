package io.sluice.gateway.app;

import io.sluice.gateway.journal.JournalEvent;
import io.sluice.gateway.journal.JournalEvents;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes what happens to the journal to the log, and counts what operators must know of. */
final class JournalReport implements JournalEvents {

  private static final Logger LOG = LoggerFactory.getLogger("sluice.journal");

  private final Metrics metrics;

  JournalReport(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void tell(JournalEvent event) {
    switch (event) {
      case JournalEvent.TornTailCut(String segment, long from, long to, long sequence) ->
          range(LOG.atWarn(), segment, from, to)
              .addKeyValue("from_sequence", sequence)
              .log("journal.torn_tail_cut");
      case JournalEvent.Corrupt(String segment, long from, long to, long first, long last) -> {
        metrics.counter(Metric.JOURNAL_CORRUPT).increment();
        range(LOG.atError(), segment, from, to)
            .addKeyValue("from_sequence", first)
            .addKeyValue("to_sequence", last)
            .log("journal.corrupt");
      }
      case JournalEvent.SetAside(String segment, String file) ->
          LOG.atWarn()
              .addKeyValue("segment", segment)
              .addKeyValue("file", file)
              .log("journal.set_aside");
      case JournalEvent.ReadFailed(String segment, var why) -> failed("read", segment, why);
      case JournalEvent.WriteFailed(String segment, var why) -> failed("write", segment, why);
      case JournalEvent.OutOfService(var why) ->
          LOG.atError().addKeyValue("why", why.toString()).log("journal.out_of_service");
      case JournalEvent.Full(JournalEvent.Cause cause, String detail) ->
          LOG.atError()
              .addKeyValue("cause", cause.name().toLowerCase(Locale.ROOT))
              .addKeyValue("detail", detail)
              .log("journal.full");
      case JournalEvent.RoomAgain() -> LOG.info("journal.room_again");
      case JournalEvent.SegmentStarted(String segment) ->
          LOG.atDebug().addKeyValue("segment", segment).log("journal.segment_started");
      case JournalEvent.SegmentDeleted(String segment) ->
          LOG.atDebug().addKeyValue("segment", segment).log("journal.segment_deleted");
      case JournalEvent.HousekeepingFailed(String what, var why) ->
          LOG.atWarn()
              .addKeyValue("what", what)
              .addKeyValue("why", why.toString())
              .log("journal.housekeeping_failed");
    }
  }

  private void failed(String what, String segment, Exception why) {
    metrics.counter(Metric.JOURNAL_FAILURES, what).increment();
    LOG.atError()
        .addKeyValue("segment", segment)
        .addKeyValue("why", why.toString())
        .log("journal." + what + "_failed");
  }

  private static LoggingEventBuilder range(
      LoggingEventBuilder line, String segment, long from, long to) {
    return line.addKeyValue("segment", segment)
        .addKeyValue("from_byte", from)
        .addKeyValue("to_byte", to);
  }
}
