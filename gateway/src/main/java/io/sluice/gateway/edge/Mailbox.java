package io.sluice.gateway.edge;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * Brings results from Kafka's network thread back to one event loop, many in one wake-up.
 *
 * <pre>
 *   sender thread            event loop
 *   offer(task) ─▶ queue ─▶  run(): scheduled=false, then drain, then look once more
 *      └ the first of a burst schedules run()
 * </pre>
 *
 * No wake-up is lost: an offer puts its task in the queue before it reads {@code scheduled}, and
 * run clears {@code scheduled} before it drains. The queue is as long as there are requests in
 * flight, which the byte budget bounds.
 */
final class Mailbox implements Handler<Void> {

  private static final int DRAIN_MAX = 4096;

  private final Context loop;
  private final MpscUnboundedAtomicArrayQueue<Runnable> queue =
      new MpscUnboundedAtomicArrayQueue<>(1024);
  private final AtomicBoolean scheduled = new AtomicBoolean();

  Mailbox(Context loop) {
    this.loop = loop;
  }

  /** Has {@code task} run on the event loop soon. May be called from any thread. */
  void offer(Runnable task) {
    queue.offer(task);
    schedule();
  }

  @Override
  public void handle(Void unused) {
    scheduled.set(false);
    queue.drain(Runnable::run, DRAIN_MAX);
    if (!queue.isEmpty()) {
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      loop.runOnContext(this);
    }
  }
}
