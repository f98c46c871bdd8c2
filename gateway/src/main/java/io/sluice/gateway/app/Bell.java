package io.sluice.gateway.app;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Ends a wait early. Rung while nobody waits, it ends the next wait; many rings are as one. */
final class Bell {

  private final BlockingQueue<Boolean> rung = new ArrayBlockingQueue<>(1);

  void ring() {
    var _ = rung.offer(true);
  }

  /** Waits for a ring, but not longer than told. */
  void await(Duration max) throws InterruptedException {
    var _ = rung.poll(max.toNanos(), TimeUnit.NANOSECONDS);
  }
}
