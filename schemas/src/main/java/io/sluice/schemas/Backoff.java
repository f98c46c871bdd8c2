package io.sluice.schemas;

import java.time.Duration;

/**
 * Waits that double from {@code first} up to {@code most}; chance takes off up to half, so that
 * many processes do not ask in step.
 */
record Backoff(Duration first, Duration most) {

  private static final int DOUBLINGS_MAX = 30;

  /**
   * How long to wait after so many failures in a row.
   *
   * @param failures 1 or more
   * @param random from 0 to below 1
   */
  Duration delay(int failures, double random) {
    int doublings = Math.min(failures - 1, DOUBLINGS_MAX);
    long wholeMs = Math.min(first.toMillis() << doublings, most.toMillis());
    return Duration.ofMillis(wholeMs / 2 + (long) (wholeMs / 2.0 * random));
  }
}
