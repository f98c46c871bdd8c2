package io.sluice.gateway.edge;

import io.sluice.gateway.dedupe.Claim;
import io.sluice.gateway.dedupe.Ending;
import io.sluice.gateway.dedupe.EventIdentity;
import io.sluice.gateway.dedupe.Stored;
import io.sluice.gateway.dedupe.Ticket;
import io.sluice.gateway.dedupe.Waiter;
import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * One event of a visit on its way into the log: appended, unless it is stored already or just being
 * appended for another visit.
 */
final class Appending implements EventLog.Receipt, Waiter, Runnable {

  /** How it ended, on the event loop of the visit. */
  sealed interface End {

    /** Appended for this visit. */
    record Now(AppendResult result) implements End {}

    /** Stored for an earlier request. */
    record Before(Stored stored) implements End {}

    /** The request that it waited for has failed. */
    record LostWithAnother() implements End {}

    /** Too many wait for it already. */
    record Crowded() implements End {}
  }

  private final Loop loop;
  private final Appends all;
  private final String eventId;
  private final String eventType;
  private @Nullable Ticket ticket;
  private @Nullable End end;

  Appending(Loop loop, Appends all, HookRecord record) {
    this.loop = loop;
    this.all = all;
    this.eventId = record.event().id();
    this.eventType = record.event().type();
  }

  /** Begins; the end comes to {@link Appends#ended} later, always by way of the mailbox. */
  void begin(HookRecord record) {
    if (record.identity() == null) {
      loop.log().append(record, this);
      return;
    }
    EventIdentity identity = EventIdentity.of(record.identity());
    switch (loop.duplicates().claim(record.event().source(), identity, this)) {
      case Claim.First(Ticket first) -> append(record, first);
      case Claim.Waiting() -> {}
      case Claim.Duplicate(Stored stored) -> end(new End.Before(stored));
      case Claim.Crowded() -> end(new End.Crowded());
    }
  }

  private void append(HookRecord record, Ticket first) {
    ticket = first;
    try {
      loop.log().append(record, this);
    } catch (RuntimeException | Error e) {
      first.failed(); // or nobody could ever bring this event again
      throw e;
    }
  }

  /** From any thread: the log has decided. */
  @Override
  public void settled(AppendResult result) {
    if (ticket != null) {
      switch (result) {
        case AppendResult.Durable where ->
            ticket.stored(new Stored(eventId, eventType, where instanceof AppendResult.InJournal));
        case AppendResult.NotAppended _ -> ticket.failed();
      }
    }
    end(new End.Now(result));
  }

  /** From any thread: so it ended for the request that was first. */
  @Override
  public void settled(Ending ending) {
    end(
        switch (ending) {
          case Ending.Kept(Stored stored) -> new End.Before(stored);
          case Ending.Lost _ -> new End.LostWithAnother();
        });
  }

  private void end(End how) {
    end = how;
    loop.mailbox().offer(this);
  }

  @Override
  public void run() {
    if (end != null) {
      all.ended(end);
    }
  }

  /** Why an event is not stored, in the words of the log. */
  static @Nullable Cause cause(End end) {
    return switch (end) {
      case End.Now(AppendResult.NotAppended(Cause cause)) -> cause;
      case End.LostWithAnother(), End.Crowded() -> Cause.FAILED;
      case End.Now(AppendResult.Durable _), End.Before _ -> null;
    };
  }
}
