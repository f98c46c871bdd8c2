package io.sluice.gateway.failover;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.journal.GroupResult;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalEntry;
import io.sluice.gateway.journal.Refused;
import io.sluice.gateway.log.AppendResult.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Watches the events that Kafka has not acknowledged, and writes into the journal those that take
 * too long, those that Kafka has refused, and those that are to go there at once.
 *
 * <pre>
 *   event loops ─▶ incoming ─┬▶ watched, oldest first ── late, or lane in need ─┐
 *   Kafka's thread ─▶        └▶ direct ─────────────────────────────────────────┴▶ group ─▶ journal
 * </pre>
 *
 * <p>Order within a lane: before an event goes into the journal, all older ones of its lane that
 * Kafka has not acknowledged go there. All that waits while one group is made durable is the next
 * group: one write and one sync for all of them.
 *
 * <p>The queue is as long as there are events in flight, which the byte budget of the edge bounds.
 */
final class Keeper implements Duty {

  private static final int GROUP_MAX = 4096;
  private static final int GROUP_BYTES_MAX = 4 << 20;

  private final Journal journal;
  private final Function<HookRecord, byte[]> encoder;
  private final Breaker breaker;
  private final LongSupplier nanos;
  private final long takeoverNanos;
  private final Runnable onWritten;
  private final MpscUnboundedAtomicArrayQueue<Pending> incoming =
      new MpscUnboundedAtomicArrayQueue<>(1024);

  /* Owned by the keeper's thread. */
  private final ArrayDeque<Pending> watched = new ArrayDeque<>();
  private final BitSet lanesInNeed = new BitSet(Lanes.COUNT);
  private final ArrayDeque<Pending> direct = new ArrayDeque<>();
  private final ArrayDeque<Pending> due = new ArrayDeque<>();

  private volatile boolean closing;
  private volatile boolean idle;

  /**
   * @param encoder makes what the journal keeps of a record
   * @param takeover after this without an acknowledgement the journal takes an event, nanoseconds
   * @param onWritten told after each group, so that the drain goes on
   */
  Keeper(
      Journal journal,
      Function<HookRecord, byte[]> encoder,
      Breaker breaker,
      LongSupplier nanos,
      long takeover,
      Runnable onWritten) {
    this.journal = journal;
    this.encoder = encoder;
    this.breaker = breaker;
    this.nanos = nanos;
    this.takeoverNanos = takeover;
    this.onWritten = onWritten;
  }

  /** Watches one that is about to be sent, or takes one that is to be written. Any thread. */
  void take(Pending pending) {
    incoming.offer(pending);
  }

  /** From now on nothing is waited for: what Kafka has not acknowledged is written. */
  void beginClosing() {
    closing = true;
  }

  /** Whether nothing waited for Kafka or for the journal when its last turn ended. Any thread. */
  boolean isIdle() {
    return idle && incoming.isEmpty();
  }

  @Override
  public int doWork() {
    int received = incoming.drain(this::receive);
    idle = false;
    gather();
    int written = write();
    idle = watched.isEmpty();
    return received + written;
  }

  private void receive(Pending pending) {
    if (pending.isDirect()) {
      direct.add(pending);
      lanesInNeed.set(pending.lane());
      return;
    }
    if (pending.waits()) {
      lanesInNeed.set(pending.lane());
    }
    if (pending.isNew()) {
      watched.add(pending);
    }
  }

  private void gather() {
    takeLate(nanos.getAsLong());
    if (!lanesInNeed.isEmpty()) {
      takeFromLanesInNeed();
      lanesInNeed.clear();
    }
    due.addAll(direct);
    direct.clear();
  }

  /** Events are watched in the order in which they were sent, so the first are late first. */
  private void takeLate(long now) {
    for (Pending oldest = watched.peek(); oldest != null; oldest = watched.peek()) {
      boolean over = oldest.isOver();
      if (!over && !closing && now - oldest.beganNanos() < takeoverNanos) {
        return;
      }
      watched.remove();
      if (!over) {
        breaker.lateOrFailed();
        shelter(oldest);
      }
    }
  }

  private void takeFromLanesInNeed() {
    Iterator<Pending> all = watched.iterator();
    while (all.hasNext()) {
      Pending pending = all.next();
      if (lanesInNeed.get(pending.lane())) {
        all.remove();
        shelter(pending);
      }
    }
  }

  private void shelter(Pending pending) {
    if (pending.waits() || pending.beginShelter()) {
      due.add(pending);
    }
  }

  private int write() {
    int written = 0;
    while (!due.isEmpty()) {
      written += writeGroup();
    }
    return written;
  }

  private int writeGroup() {
    List<Pending> group = new ArrayList<>();
    List<JournalEntry> entries = new ArrayList<>();
    long bytes = 0;
    while (!due.isEmpty() && entries.size() < GROUP_MAX && bytes < GROUP_BYTES_MAX) {
      Pending pending = due.remove();
      byte[] payload = payload(pending);
      if (payload != null) {
        group.add(pending);
        entries.add(new JournalEntry(pending.lane(), payload));
        bytes += payload.length;
      }
    }
    if (!entries.isEmpty()) {
      tell(group, journal.append(entries));
      onWritten.run();
    }
    return entries.size();
  }

  private byte @Nullable [] payload(Pending pending) {
    HookRecord record = pending.toWrite();
    if (record == null) {
      return null;
    }
    try {
      byte[] payload = encoder.apply(record);
      if (payload.length <= journal.recordBytesMax()) {
        return payload;
      }
      pending.refused(Cause.TOO_LARGE);
      return null;
    } catch (RuntimeException e) {
      pending.refused(Cause.FAILED); // a bug must not take the whole group with it
      throw e;
    }
  }

  private static void tell(List<Pending> group, GroupResult result) {
    for (int i = 0; i < group.size(); i++) {
      if (i < result.durable()) {
        group.get(i).written(result.firstSequence() + i);
      } else {
        group.get(i).refused(cause(result.rest()));
      }
    }
  }

  private static Cause cause(@Nullable Refused why) {
    return switch (why) {
      case FULL -> Cause.JOURNAL_FULL;
      case OUT_OF_SERVICE -> Cause.JOURNAL_OUT_OF_SERVICE;
      case null -> Cause.FAILED;
    };
  }
}
