package io.sluice.platform.time;

import java.time.Duration;

/** Elapsed time, and waiting for threads by it. Tests turn a virtual one. */
public interface Ticker {

  /** Nanoseconds since some fixed moment; only differences mean anything. */
  long nanos();

  /** Waits until a thread has ended, but not longer than told; tells whether it has. */
  boolean join(Thread thread, Duration atMost) throws InterruptedException;

  /** The machine's own. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public boolean join(Thread thread, Duration atMost) throws InterruptedException {
        return thread.join(atMost);
      }
    };
  }
}
