package io.sluice.gateway.failover;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.source.Ack;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The log that keeps its word when Kafka does not: Kafka first, the journal when Kafka is slow, has
 * failed or is known to be unwell.
 *
 * <pre>
 *              ┌─ straight ─▶ Kafka ── in time ──────────────▶ yes
 *   event ─────┤                └──── late, refused ─┐
 *              └─ by the journal ───────────────────▶ journal ─▶ yes ─ ─ drained ─▶ Kafka
 * </pre>
 *
 * <p>An event goes straight to Kafka unless its source wants the journal, an older event of its
 * lane is still there, what an earlier process left there is not drained yet, or the breaker is
 * open. One whose source forbids the journal goes straight to Kafka whatever else is there.
 */
public final class Failover implements EventLog, AutoCloseable {

  private static final Duration KEEPER_REST = Duration.ofMillis(20);
  private static final Duration DRAIN_REST = Duration.ofMillis(10);
  private static final Duration SETTLE_POLL = Duration.ofMillis(5);

  private final EventLog kafka;
  private final Journal journal;
  private final Lanes lanes = new Lanes();
  private final Breaker breaker = new Breaker();
  private final Keeper keeper;
  private final Drain drain;
  private final DutyThread keeping;
  private final DutyThread draining;
  private final Pending.Desk desk;

  /**
   * Does nothing before it is started.
   *
   * @param kafka the live path
   * @param courier brings to Kafka what the journal has kept
   * @param setAside keeps what Kafka will never take
   * @param encoder makes what the journal keeps of an event
   * @param takeover after this without an acknowledgement the journal takes an event
   * @param nanos a monotonic clock, in nanoseconds
   */
  public Failover(
      EventLog kafka,
      Journal journal,
      Courier courier,
      SetAside setAside,
      Function<HookRecord, byte[]> encoder,
      Duration takeover,
      LongSupplier nanos) {
    long takeoverNanos = takeover.toNanos();
    this.kafka = kafka;
    this.journal = journal;
    this.drain = new Drain(journal, courier, setAside, lanes, breaker, nanos, takeoverNanos);
    this.draining = new DutyThread("journal-drain", drain, DRAIN_REST);
    this.keeper = new Keeper(journal, encoder, breaker, nanos, takeoverNanos, draining::wake);
    this.keeping = new DutyThread("journal-keeper", keeper, KEEPER_REST);
    this.desk = new FrontDesk(nanos, takeoverNanos);
  }

  /** From now on events are watched, and what the journal holds is drained. */
  public void start() {
    keeping.start();
    draining.start();
  }

  @Override
  public void append(HookRecord record, Receipt receipt) {
    int lane = Lanes.of(record.topic(), record.key());
    if (goesStraight(record.ack(), lane)) {
      Pending pending = Pending.live(desk, record, lane, receipt);
      keeper.take(pending); // before it is sent, so that no answer of Kafka's comes too early
      kafka.append(record, pending);
    } else {
      keeper.take(Pending.direct(desk, record, lane, receipt));
      keeping.wake();
    }
  }

  private boolean goesStraight(Ack ack, int lane) {
    return switch (ack) {
      case KAFKA -> true;
      case JOURNAL -> isFree(lane) && !isJournalOpen();
      case AUTO -> isFree(lane) && !(breaker.isOpen() && isJournalOpen());
    };
  }

  /** Whether nothing of the lane is, or may be, in the journal. */
  private boolean isFree(int lane) {
    return !lanes.isJournaled(lane) && journal.recoveredOpen() == 0;
  }

  private boolean isJournalOpen() {
    return journal.state() == Journal.State.OPEN;
  }

  /** Whether an event could be made durable just now. Any thread. */
  public boolean isTaking(Ack ack) {
    return !breaker.isOpen() || (ack != Ack.KAFKA && isJournalOpen());
  }

  /** Whether Kafka is known not to answer in time. */
  public boolean isKafkaUnwell() {
    return breaker.isOpen();
  }

  /**
   * From now on nothing is waited for: what Kafka has not acknowledged is written. Returns when
   * that is done, or the time is over. Nothing may be appended any more.
   *
   * @return whether nothing is left without an answer, except what may not be in the journal
   */
  public boolean settle(Duration max) throws InterruptedException {
    keeper.beginClosing();
    for (long polls = max.dividedBy(SETTLE_POLL); polls > 0 && !keeper.isIdle(); polls--) {
      keeping.wake();
      Thread.sleep(SETTLE_POLL);
    }
    return keeper.isIdle();
  }

  /** Ends its threads; what is still in the journal stays there for the next process. */
  @Override
  public void close() {
    keeping.close();
    draining.close();
    keeper.doWork(); // whatever ended while the threads did
    drain.takeEndings();
  }

  /** What is to be done in turns; for one thread that does both. */
  Keeper keeper() {
    return keeper;
  }

  Drain drain() {
    return drain;
  }

  /** What one event on its way needs of all this. */
  private final class FrontDesk implements Pending.Desk {

    private final LongSupplier nanos;
    private final long takeoverNanos;

    FrontDesk(LongSupplier nanos, long takeoverNanos) {
      this.nanos = nanos;
      this.takeoverNanos = takeoverNanos;
    }

    @Override
    public Lanes lanes() {
      return lanes;
    }

    @Override
    public void acknowledged(long tookNanos) {
      if (tookNanos <= takeoverNanos) {
        breaker.acknowledgedInTime();
      }
    }

    @Override
    public boolean failedInKafka(Cause cause, Ack ack) {
      if (cause == Cause.TOO_LARGE) {
        return false;
      }
      if (cause != Cause.CLOSED) {
        breaker.lateOrFailed();
      }
      return ack != Ack.KAFKA && isJournalOpen();
    }

    @Override
    public void shelter(Pending pending) {
      keeper.take(pending);
      keeping.wake();
    }

    @Override
    public void storedAnyway(long sequence, int lane) {
      drain.storedAnyway(sequence, lane);
    }

    @Override
    public long nanos() {
      return nanos.getAsLong();
    }
  }
}
