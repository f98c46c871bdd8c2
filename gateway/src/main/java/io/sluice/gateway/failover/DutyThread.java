package io.sluice.gateway.failover;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one duty on a thread of its own. It rests when there is nothing to do, for a while or until
 * it is woken. A fault in a turn is logged, and the next turn goes on: a thread that ended would
 * leave every event that waits for it without an answer.
 */
final class DutyThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DutyThread.class);
  private static final Duration END_MAX = Duration.ofSeconds(2);

  private final Thread thread;
  private final Duty duty;
  private final long restNanos;
  private final AtomicBoolean resting = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * @param rest how long it rests when nobody wakes it
   */
  DutyThread(String name, Duty duty, Duration rest) {
    this.duty = duty;
    this.restNanos = rest.toNanos();
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** There is something to do. Costs a read while the thread is at work. */
  void wake() {
    if (resting.get() && resting.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!ended) {
      if (turn() == 0) {
        rest();
      }
    }
  }

  private int turn() {
    try {
      return duty.doWork();
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("thread", thread.getName()).setCause(e).log("duty.fault");
      return 0;
    }
  }

  /**
   * Whoever has put something in before it saw {@code resting} is seen by the turn that follows
   * here; whoever did later wakes the thread.
   */
  private void rest() {
    resting.set(true);
    if (turn() == 0 && resting.get() && !ended) {
      LockSupport.parkNanos(this, restNanos);
    }
    resting.set(false);
  }

  /** Ends after the turn that it is in. */
  @Override
  public void close() {
    ended = true;
    if (!thread.isAlive()) {
      return;
    }
    LockSupport.unpark(thread);
    try {
      thread.join(END_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
