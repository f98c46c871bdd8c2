package io.sluice.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one place where tests wait: an assertion is tried again until it holds or time is up. */
public final class Eventually {
  private static final long FIRST_PAUSE_MS = 2;
  private static final long PAUSE_MS_MAX = 100;

  private Eventually() {}

  /** Returns as soon as the assertion holds; fails with its last failure when it never did. */
  public static void eventually(Duration limit, ThrowingRunnable assertion) {
    long start = System.nanoTime();
    long pauseMs = FIRST_PAUSE_MS;
    for (int tries = 1; ; tries++) {
      @Nullable Throwable failure = failureOf(assertion);
      if (failure == null) {
        return;
      }
      if (System.nanoTime() - start >= limit.toNanos()) {
        throw new AssertionError(
            "did not come true within %s (%d tries): %s".formatted(limit, tries, failure), failure);
      }
      pause(pauseMs);
      pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2);
    }
  }

  private static @Nullable Throwable failureOf(ThrowingRunnable assertion) {
    try {
      assertion.run();
      return null;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return e;
    }
  }

  private static void pause(long pauseMs) {
    try {
      Thread.sleep(pauseMs);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted while waiting", e);
  }
}
