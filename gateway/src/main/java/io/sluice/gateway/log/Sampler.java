package io.sluice.gateway.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A token bucket for each kind of reject: lets the first few pass, then one per interval.
 *
 * <p>All that is kept of a bucket is the time at which it is full again. One that is full is the
 * same as none, so it may be forgotten when there are too many; kinds that find no room even then
 * share one bucket.
 */
final class Sampler {

  private static final Kind OTHERS = new Kind("", "");

  private final long intervalNanos;
  private final long debtNanosMax;
  private final int kindsMax;
  private final Map<Kind, Long> fullAtNanos = new HashMap<>();

  /** What is sampled by itself. */
  record Kind(String source, String reason) {}

  /**
   * @param interval the time that one token takes to come
   * @param burst the tokens of a full bucket
   * @param kindsMax the most buckets that are kept, besides the shared one
   */
  Sampler(Duration interval, int burst, int kindsMax) {
    this.intervalNanos = interval.toNanos();
    this.debtNanosMax = intervalNanos * (burst - 1);
    this.kindsMax = kindsMax;
  }

  /** Whether one more of this kind passes. Threads may come with times in any order. */
  synchronized boolean passes(Kind kind, long nowNanos) {
    Kind bucket = bucket(kind, nowNanos);
    long debtNanos = Math.max(0, fullAtNanos.getOrDefault(bucket, nowNanos) - nowNanos);
    if (debtNanos > debtNanosMax) {
      return false;
    }
    fullAtNanos.put(bucket, nowNanos + debtNanos + intervalNanos);
    return true;
  }

  /** How many buckets are kept now, the shared one included. */
  synchronized int kinds() {
    return fullAtNanos.size();
  }

  private Kind bucket(Kind kind, long nowNanos) {
    if (hasRoomFor(kind)) {
      return kind;
    }
    fullAtNanos.values().removeIf(fullAt -> fullAt - nowNanos <= 0);
    return hasRoomFor(kind) ? kind : OTHERS;
  }

  private boolean hasRoomFor(Kind kind) {
    return fullAtNanos.size() < kindsMax || fullAtNanos.containsKey(kind);
  }
}
