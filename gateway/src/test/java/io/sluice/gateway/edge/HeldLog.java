package io.sluice.gateway.edge;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.log.EventLog;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A log in which every record hangs until the test says what became of it. */
final class HeldLog implements EventLog {

  /** A record that hangs. */
  record Held(String eventId, Receipt receipt) {

    void stored() {
      receipt.settled(new AppendResult.InKafka(0, 7));
    }

    void lost() {
      receipt.settled(new AppendResult.NotAppended(AppendResult.Cause.NOT_ENOUGH_REPLICAS));
    }
  }

  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean broken;

  @Override
  public void append(HookRecord record, Receipt receipt) {
    Throwable failure = failures.poll();
    broken = failure != null;
    switch (failure) {
      case null -> held.add(new Held(record.event().id(), receipt));
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalArgumentException(other);
    }
  }

  /** Makes the next append fail as no log may. */
  void breakNextWith(Throwable failure) {
    failures.add(failure);
  }

  /** Whether the last append failed so. */
  boolean isBroken() {
    return broken;
  }

  /** The next record that came in, in the order of coming. */
  Held next() throws InterruptedException {
    Held next = held.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was appended");
    }
    return next;
  }

  /** The ids of the records that nobody has taken yet. */
  List<String> untaken() {
    return held.stream().map(Held::eventId).toList();
  }
}
