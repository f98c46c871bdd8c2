package io.sluice.gateway.failover;

import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalReader;
import io.sluice.gateway.journal.JournalRecord;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.Durable;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is in the journal to Kafka, in order within each lane, and keeps the journal's house.
 *
 * <pre>
 *   pass: read on ─▶ is its lane free? ── yes ─▶ send ─▶ acknowledged ─▶ done
 *            ▲              │ no                    └─▶ refused ─▶ its lane rests for a while
 *            │              ▼
 *            └─ at the end, if anything was passed over: from the first open record once more
 * </pre>
 *
 * <p>How far a pass reads: {@link Passes}.
 *
 * <p>A lane is not free while one of its events is still in the producer of the live path, while it
 * rests, and while as many of its records are under way as may be. A lane that was passed over once
 * is passed over for the rest of the pass, so nothing overtakes.
 */
final class Drain implements Duty {

  private static final AppendResult STORED = new InKafka(-1, -1);
  private static final int RECORDS_MAX = 4096;
  private static final long BYTES_MAX = 16 << 20;

  /** In one turn: the house is to be kept between turns. */
  private static final int READ_MAX = 1024;

  private static final long HOUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long TRY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Journal journal;
  private final JournalReader reader;
  private final Courier courier;
  private final SetAside setAside;
  private final Lanes lanes;
  private final Breaker breaker;
  private final LongSupplier nanos;
  private final long inTimeNanos;
  private final MpscUnboundedAtomicArrayQueue<Ended> ended =
      new MpscUnboundedAtomicArrayQueue<>(1024);

  /* Owned by the drain's thread. */
  private final Rests rests = new Rests();
  private final Map<Long, JournalRecord> underWay = new HashMap<>();
  private long bytesUnderWay;
  private final BitSet passedOver = new BitSet(Lanes.COUNT);
  private final Windows windows = new Windows();
  private final Passes passes;
  private long houseAt;
  private long tryAt;

  private record Ended(long sequence, int lane, AppendResult result, long tookNanos) {}

  /**
   * @param inTime an acknowledgement within this says that Kafka is well, nanoseconds
   */
  Drain(
      Journal journal,
      Courier courier,
      SetAside setAside,
      Lanes lanes,
      Breaker breaker,
      LongSupplier nanos,
      long inTime) {
    this.journal = journal;
    this.reader = journal.reader();
    this.courier = courier;
    this.setAside = setAside;
    this.lanes = lanes;
    this.breaker = breaker;
    this.nanos = nanos;
    this.inTimeNanos = inTime;
    long now = nanos.getAsLong();
    this.passes = new Passes(now);
    this.houseAt = now;
    this.tryAt = now;
  }

  /** Kafka has this one by the live path. Any thread. */
  void storedAnyway(long sequence, int lane) {
    ended.offer(new Ended(sequence, lane, STORED, Long.MAX_VALUE));
  }

  @Override
  public int doWork() {
    int work = takeEndings();
    long now = nanos.getAsLong();
    if (now - houseAt >= 0) {
      journal.keepHouse();
      houseAt = now + HOUSE_NANOS;
    }
    work += sendOn(now);
    passes.took(nanos.getAsLong() - now);
    letOneTry(now);
    return work;
  }

  /** Where the breaker is open and nothing is left that could find Kafka well, an event may. */
  private void letOneTry(long now) {
    if (!breaker.isOpen() || isProbing()) {
      tryAt = now + TRY_NANOS;
    } else if (now - tryAt >= 0) {
      tryAt = now + TRY_NANOS;
      breaker.letOneTry();
    }
  }

  private boolean isProbing() {
    return journal.openRecords() > 0 && journal.state() != Journal.State.OUT_OF_SERVICE;
  }

  /** Has the journal know what Kafka has by now; returns how much that was. */
  int takeEndings() {
    return ended.drain(this::end);
  }

  private int sendOn(long now) {
    int read = 0;
    while (read < READ_MAX && underWay.size() < RECORDS_MAX && bytesUnderWay < BYTES_MAX) {
      JournalRecord record = passes.isOver() ? null : reader.next();
      if (record == null) {
        return read + (beginPassAgain(now) ? 1 : 0);
      }
      read++;
      passes.read(judge(record, now));
    }
    return read;
  }

  /** Sends a record if its lane is free; whether it did. */
  private boolean judge(JournalRecord record, long now) {
    int lane = record.lane();
    takeEndings(); // the live path may just have ended with this one, or Kafka refused an earlier
    if (passedOver.get(lane)) {
      return false;
    }
    if (lanes.isLive(lane)
        || rests.isResting(lane, now)
        || !windows.hasRoom(lane, breaker.isOpen())) {
      passedOver.set(lane);
      return false;
    }
    if (journal.isDone(record.sequence()) || underWay.containsKey(record.sequence())) {
      return false;
    }
    send(record);
    return true;
  }

  private void send(JournalRecord record) {
    underWay.put(record.sequence(), record);
    bytesUnderWay += record.payload().length;
    windows.sent(record.lane(), record.payload().length);
    long sentNanos = nanos.getAsLong();
    courier.send(
        record.payload(),
        result ->
            ended.offer(
                new Ended(
                    record.sequence(), record.lane(), result, nanos.getAsLong() - sentNanos)));
  }

  private boolean beginPassAgain(long now) {
    boolean left = !passedOver.isEmpty() || reader.missedSome();
    if (!left || !passes.mayBegin(now)) {
      return false;
    }
    passes.begin(now);
    passedOver.clear();
    reader.rewind(journal.firstOpen());
    return true;
  }

  private void end(Ended end) {
    JournalRecord record = underWay.remove(end.sequence());
    if (record != null) {
      bytesUnderWay -= record.payload().length;
      windows.ended(end.lane(), record.payload().length);
    }
    switch (end.result()) {
      case NotAppended(Cause cause) -> failed(end, record, cause);
      case Durable _ -> {
        done(end.sequence(), end.lane());
        if (end.tookNanos() <= inTimeNanos) {
          recovered();
        }
      }
    }
  }

  private void recovered() {
    if (breaker.isOpen()) {
      rests.overForAll();
    }
    breaker.acknowledgedInTime();
  }

  private void failed(Ended end, @Nullable JournalRecord record, Cause cause) {
    if (cause == Cause.TOO_LARGE && record != null && setAside.keep(record)) {
      done(end.sequence(), end.lane());
      return;
    }
    breaker.lateOrFailed();
    windows.refused(end.lane());
    rests.rest(end.lane(), nanos.getAsLong());
    passedOver.set(end.lane());
  }

  private void done(long sequence, int lane) {
    journal.done(sequence);
    rests.over(lane);
    windows.taken(lane);
    if (sequence >= journal.firstNew()) {
      lanes.journalEnds(lane);
    }
  }
}
