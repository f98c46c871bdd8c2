package io.sluice.gateway.failover;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InJournal;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.source.Ack;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way into Kafka, into the journal, or into both.
 *
 * <pre>
 *   in Kafka     ABSENT (not sent)      SENT ──▶ ACKED
 *                                         └────▶ FAILED
 *   in journal   NONE ──▶ WAITING ──▶ WRITTEN
 *                  ▲         │ └────▶ REFUSED
 *                  └─────────┘ acknowledged by Kafka before it was written
 * </pre>
 *
 * <p>The receipt is told once: of the first yes, or of no when neither can say yes any more. Told
 * from Kafka's network thread and from the keeper's; the lock is held for a few fields only, never
 * while anybody is told.
 */
final class Pending implements EventLog.Receipt {

  private enum Sending {
    ABSENT,
    SENT,
    ACKED,
    FAILED
  }

  private enum Sheltering {
    NONE,
    WAITING,
    WRITTEN,
    REFUSED
  }

  private final Desk desk;
  private final int lane;
  private final Ack ack;
  private final long beganNanos;

  /* Guarded by this. Record and receipt are let go of as soon as they are not needed. */
  private @Nullable HookRecord record;
  private EventLog.@Nullable Receipt receipt;
  private Sending sending;
  private Sheltering sheltering;
  private long sequence;

  /** Owned by the keeper's thread. */
  private boolean known;

  /** What a pending event needs of its surroundings. */
  interface Desk {

    Lanes lanes();

    /** Kafka has acknowledged an event so many nanoseconds after it was sent. */
    void acknowledged(long tookNanos);

    /** Kafka has failed; whether the journal may take the event instead. */
    boolean failedInKafka(Cause cause, Ack ack);

    /** The event waits for the journal. */
    void shelter(Pending pending);

    /** Kafka has the event that the journal has under this sequence. */
    void storedAnyway(long sequence, int lane);

    long nanos();
  }

  private Pending(
      Desk desk,
      HookRecord record,
      int lane,
      EventLog.Receipt receipt,
      Sending sending,
      Sheltering sheltering) {
    this.desk = desk;
    this.record = record;
    this.lane = lane;
    this.ack = record.ack();
    this.receipt = receipt;
    this.sending = sending;
    this.sheltering = sheltering;
    this.beganNanos = desk.nanos();
  }

  /** One that is about to be sent to Kafka. */
  static Pending live(Desk desk, HookRecord record, int lane, EventLog.Receipt receipt) {
    desk.lanes().sent(lane);
    return new Pending(desk, record, lane, receipt, Sending.SENT, Sheltering.NONE);
  }

  /** One that goes into the journal and not to Kafka. */
  static Pending direct(Desk desk, HookRecord record, int lane, EventLog.Receipt receipt) {
    desk.lanes().journalBegins(lane);
    return new Pending(desk, record, lane, receipt, Sending.ABSENT, Sheltering.WAITING);
  }

  int lane() {
    return lane;
  }

  long beganNanos() {
    return beganNanos;
  }

  /** Kafka's word, from any thread. */
  @Override
  public void settled(AppendResult result) {
    switch (result) {
      case InKafka stored -> acknowledged(stored);
      case NotAppended failed -> failed(failed);
      case InJournal _ -> throw new IllegalStateException("Kafka is no journal");
    }
    desk.lanes().sendingEnded(lane);
  }

  private void acknowledged(InKafka stored) {
    EventLog.Receipt told;
    boolean written;
    synchronized (this) {
      sending = Sending.ACKED;
      written = sheltering == Sheltering.WRITTEN;
      told = letGo();
    }
    desk.acknowledged(desk.nanos() - beganNanos);
    if (written) {
      desk.storedAnyway(sequence, lane);
    }
    tell(told, stored);
  }

  private void failed(NotAppended failed) {
    boolean mayShelter = desk.failedInKafka(failed.cause(), ack);
    EventLog.Receipt told = null;
    boolean begins;
    synchronized (this) {
      sending = Sending.FAILED;
      begins = mayShelter && sheltering == Sheltering.NONE;
      if (begins) {
        sheltering = Sheltering.WAITING;
        desk.lanes().journalBegins(lane);
      } else if (sheltering == Sheltering.NONE || sheltering == Sheltering.REFUSED) {
        told = letGo();
      }
    }
    if (begins) {
      desk.shelter(this);
    }
    tell(told, failed);
  }

  /** Has the journal take it over, unless that is not needed or not wanted any more. */
  synchronized boolean beginShelter() {
    if (sending != Sending.SENT || sheltering != Sheltering.NONE || ack == Ack.KAFKA) {
      return false;
    }
    sheltering = Sheltering.WAITING;
    desk.lanes().journalBegins(lane);
    return true;
  }

  /** Whether Kafka's failure has sent it to the journal and nobody has put it there yet. */
  synchronized boolean waits() {
    return sheltering == Sheltering.WAITING;
  }

  /** Whether the keeper has nothing to watch any more. */
  synchronized boolean isOver() {
    return sending == Sending.ACKED || record == null;
  }

  /** Whether the keeper sees it for the first time: one that fails comes to it again. */
  boolean isNew() {
    boolean first = !known;
    known = true;
    return first;
  }

  /** Whether it never went to Kafka. */
  synchronized boolean isDirect() {
    return sending == Sending.ABSENT;
  }

  /** What is to be written, null where Kafka was quicker. */
  synchronized @Nullable HookRecord toWrite() {
    if (sending == Sending.ACKED) {
      sheltering = Sheltering.NONE;
      desk.lanes().journalEnds(lane);
      return null;
    }
    return record;
  }

  /** It is durable in the journal. */
  void written(long at) {
    EventLog.Receipt told;
    boolean acknowledged;
    synchronized (this) {
      sheltering = Sheltering.WRITTEN;
      sequence = at;
      acknowledged = sending == Sending.ACKED;
      told = letGo();
    }
    if (acknowledged) {
      desk.storedAnyway(at, lane);
    }
    tell(told, new InJournal(at));
  }

  /** The journal cannot take it. Kafka may still. */
  void refused(Cause cause) {
    EventLog.Receipt told = null;
    synchronized (this) {
      sheltering = Sheltering.REFUSED;
      if (sending != Sending.SENT) {
        told = letGo();
      }
    }
    desk.lanes().journalEnds(lane);
    tell(told, new NotAppended(cause));
  }

  /** The receipt, if it has not been told yet. */
  private EventLog.@Nullable Receipt letGo() {
    EventLog.Receipt last = receipt;
    receipt = null;
    record = null;
    return last;
  }

  private static void tell(EventLog.@Nullable Receipt receipt, AppendResult result) {
    if (receipt != null) {
      receipt.settled(result);
    }
  }
}
