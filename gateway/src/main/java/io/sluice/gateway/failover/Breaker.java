package io.sluice.gateway.failover;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether Kafka answers in time. Opens after {@value #STRIKES_MAX} events in a row that were late
 * or failed, and closes with the first that is acknowledged in time. While it is open, what the
 * journal sends on is the probe. Any thread may tell it.
 */
final class Breaker {

  static final int STRIKES_MAX = 3;

  private final AtomicInteger strikes = new AtomicInteger();

  boolean isOpen() {
    return strikes.get() >= STRIKES_MAX;
  }

  void lateOrFailed() {
    strikes.updateAndGet(count -> Math.min(count + 1, STRIKES_MAX));
  }

  void acknowledgedInTime() {
    if (strikes.get() != 0) {
      strikes.set(0);
    }
  }

  /** Nothing is left that could probe Kafka: the next event does. */
  void letOneTry() {
    strikes.updateAndGet(count -> Math.min(count, STRIKES_MAX - 1));
  }
}
