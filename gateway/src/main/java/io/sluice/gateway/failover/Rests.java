package io.sluice.gateway.failover;

import java.time.Duration;
import java.util.Arrays;

/**
 * The lanes whose last record Kafka has refused, and until when each is left alone: twice as long
 * each time, up to two seconds.
 */
final class Rests {

  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(2).toNanos();

  /** How long each rests; 0 where it does not. */
  private final long[] restNanos = new long[Lanes.COUNT];

  private final long[] until = new long[Lanes.COUNT];

  void rest(int lane, long now) {
    restNanos[lane] = Math.clamp(2 * restNanos[lane], FIRST_NANOS, LONGEST_NANOS);
    until[lane] = now + restNanos[lane];
  }

  boolean isResting(int lane, long now) {
    return restNanos[lane] != 0 && now - until[lane] < 0;
  }

  /** Kafka takes records again. */
  void overForAll() {
    Arrays.fill(restNanos, 0);
  }

  /** Kafka takes this lane's records again. */
  void over(int lane) {
    restNanos[lane] = 0;
  }
}
