package io.sluice.gateway.failover;

import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalReader;
import io.sluice.gateway.journal.JournalRecord;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InJournal;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.gateway.log.EventLog;
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
 * <p>A lane is not free while one of its events is still in the producer of the live path, and while
 * it rests. A lane that was passed over once is passed over for the rest of the pass, so nothing
 * overtakes. What is under way to Kafka at once is bounded.
 */
final class Drain implements Duty {

  private static final AppendResult STORED = new InKafka(-1, -1);
  private static final int RECORDS_MAX = 1024;
  private static final long BYTES_MAX = 4 << 20;
  private static final long HOUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long PASS_NANOS_MIN = Duration.ofMillis(20).toNanos();

  /** A pass that finds nothing costs reading; this bounds its share of the time. */
  private static final int PASS_SHARE = 4;

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
  private long passBegan;
  private long passAgainAt;
  private long houseAt;

  /** Sends what the journal has kept of a record. */
  interface Courier {

    /** Returns at once; {@code receipt} is told once, from any thread, possibly before that. */
    void send(byte[] payload, EventLog.Receipt receipt);
  }

  /** Keeps what Kafka will never take. */
  interface SetAside {

    /** Whether the record is durable there now. */
    boolean keep(JournalRecord record);
  }

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
    this.passBegan = now;
    this.passAgainAt = now;
    this.houseAt = now;
  }

  /** Kafka has this one by the live path. Any thread. */
  void storedAnyway(long sequence, int lane) {
    ended.offer(new Ended(sequence, lane, STORED, Long.MAX_VALUE));
  }

  @Override
  public int doWork() {
    int work = ended.drain(this::end);
    long now = nanos.getAsLong();
    if (now - houseAt >= 0) {
      journal.keepHouse();
      houseAt = now + HOUSE_NANOS;
    }
    return work + sendOn(now);
  }

  private int sendOn(long now) {
    int read = 0;
    while (underWay.size() < RECORDS_MAX && bytesUnderWay < BYTES_MAX) {
      JournalRecord record = reader.next();
      if (record == null) {
        return read + (beginPassAgain(now) ? 1 : 0);
      }
      read++;
      judge(record, now);
    }
    return read;
  }

  private void judge(JournalRecord record, long now) {
    int lane = record.lane();
    if (passedOver.get(lane)) {
      return;
    }
    if (lanes.isLive(lane) || rests.isResting(lane, now)) {
      passedOver.set(lane);
      return;
    }
    ended.drain(this::end); // the live path may just have ended with the acknowledgement of this one
    if (!journal.isDone(record.sequence()) && !underWay.containsKey(record.sequence())) {
      send(record);
    }
  }

  private void send(JournalRecord record) {
    underWay.put(record.sequence(), record);
    bytesUnderWay += record.payload().length;
    long sentNanos = nanos.getAsLong();
    courier.send(
        record.payload(),
        result ->
            ended.offer(
                new Ended(
                    record.sequence(), record.lane(), result, nanos.getAsLong() - sentNanos)));
  }

  private boolean beginPassAgain(long now) {
    if (passedOver.isEmpty() || now - passAgainAt < 0) {
      return false;
    }
    passAgainAt = now + Math.max(PASS_NANOS_MIN, PASS_SHARE * (now - passBegan));
    passBegan = now;
    passedOver.clear();
    reader.rewind(journal.firstOpen());
    return true;
  }

  private void end(Ended end) {
    JournalRecord record = underWay.remove(end.sequence());
    if (record != null) {
      bytesUnderWay -= record.payload().length;
    }
    switch (end.result()) {
      case NotAppended(Cause cause) -> failed(end, record, cause);
      case InKafka _, InJournal _ -> {
        done(end.sequence(), end.lane());
        if (end.tookNanos() <= inTimeNanos) {
          breaker.acknowledgedInTime();
        }
      }
    }
  }

  private void failed(Ended end, @Nullable JournalRecord record, Cause cause) {
    if (cause == Cause.TOO_LARGE && record != null && setAside.keep(record)) {
      done(end.sequence(), end.lane());
      return;
    }
    breaker.lateOrFailed();
    rests.rest(end.lane(), nanos.getAsLong());
    passedOver.set(end.lane());
  }

  private void done(long sequence, int lane) {
    journal.done(sequence);
    rests.over(lane);
    if (sequence >= journal.firstNew()) {
      lanes.journalEnds(lane);
    }
  }
}
