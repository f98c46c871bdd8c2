package io.sluice.platform.life;

import io.sluice.platform.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only while someone waits for a thread that is stuck. */
final class VirtualTicker implements Ticker {

  private final AtomicLong nanos = new AtomicLong(1_000);

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public boolean join(Thread thread, Duration atMost) throws InterruptedException {
    while (true) {
      if (thread.join(Duration.ofMillis(1))) {
        return true;
      }
      if (thread.getState() == Thread.State.WAITING) {
        nanos.addAndGet(atMost.toNanos());
        return false;
      }
    }
  }
}
