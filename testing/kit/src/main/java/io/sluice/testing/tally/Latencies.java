package io.sluice.testing.tally;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long things took, kept as counts in buckets: 32 for each doubling, so a quantile is at most 3
 * % too large. Any thread may record.
 */
final class Latencies {
  private static final int SUB_BITS = 5;
  private static final int SUB = 1 << SUB_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(SUB * (Long.SIZE - SUB_BITS));

  void record(Duration took) {
    counts.incrementAndGet(bucket(Math.max(0, took.toNanos() / 1_000)));
  }

  /** No more than this for so large a share of all; nothing when nothing was recorded. */
  Duration quantile(double share) {
    long all = 0;
    for (int i = 0; i < counts.length(); i++) {
      all += counts.get(i);
    }
    long left = (long) Math.ceil(all * share);
    for (int i = 0; i < counts.length() && left > 0; i++) {
      left -= counts.get(i);
      if (left <= 0) {
        return Duration.of(upperMicros(i), ChronoUnit.MICROS);
      }
    }
    return Duration.ZERO;
  }

  /**
   * Small values have a bucket each; of larger ones the first {@value #SUB_BITS} bits below the
   * highest count.
   */
  private static int bucket(long micros) {
    if (micros < SUB) {
      return (int) micros;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    return (shift + 1) * SUB + (int) (micros >>> shift) - SUB;
  }

  private static long upperMicros(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return ((long) (SUB + bucket % SUB + 1) << shift) - 1;
  }
}
