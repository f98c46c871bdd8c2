package io.sluice.gateway.edge;

import io.sluice.gateway.edge.Outcome.NotStored;
import io.sluice.gateway.edge.Outcome.Stored;
import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.Durable;
import io.sluice.gateway.log.AppendResult.InJournal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All events of one visit on their way into the log: the visit's answer is yes if all are in. */
final class Appends {

  /** A record of a batch costs about this much beside its body. */
  private static final int RECORD_BYTES = 1024;

  private final Visit visit;
  private final String eventId;
  private final String eventType;
  private final int events;
  private int open;
  private int repeated;
  private @Nullable Durable where;
  private boolean inJournal;
  private @Nullable Cause cause;

  Appends(Visit visit, List<HookRecord> records) {
    this.visit = visit;
    this.events = records.size();
    this.open = events;
    this.eventId = records.getFirst().event().id();
    this.eventType = records.getFirst().event().type();
  }

  /** What the events of a batch hold beside the body they came in. */
  static long bytesFor(List<HookRecord> records) {
    return records.stream().mapToLong(r -> r.event().body().length + RECORD_BYTES).sum();
  }

  void begin(Loop loop, List<HookRecord> records) {
    for (HookRecord record : records) {
      new Appending(loop, this, record).begin(record);
    }
  }

  /** One event has ended. */
  void ended(Appending.End end) {
    open--;
    if (end instanceof Appending.End.Before(var stored)) {
      repeated++;
      inJournal |= stored.inJournal();
    }
    if (end instanceof Appending.End.Now(Durable place)) {
      where = place;
      inJournal |= place instanceof InJournal;
      visit.acknowledged();
    }
    Cause why = Appending.cause(end);
    cause = cause == null ? why : cause;
    if (open == 0) {
      visit.appended(outcome());
    }
  }

  private Outcome outcome() {
    return cause == null
        ? new Stored(eventId, eventType, events, repeated, where, inJournal)
        : new NotStored(eventId, cause);
  }

  /** The answer when the time is over. */
  NotStored late() {
    return new NotStored(eventId, Cause.TIMEOUT);
  }
}
