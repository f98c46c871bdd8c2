package io.sluice.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it; safe to share between threads. */
public final class VirtualClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private VirtualClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  public static VirtualClock at(Instant start) {
    return new VirtualClock(start);
  }

  /** A clock at the moment written in ISO-8601, such as {@code 2026-01-31T10:00:00Z}. */
  public static VirtualClock at(String start) {
    return new VirtualClock(Instant.parse(start));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock by this much, backwards when negative, and returns the new time. */
  public Instant advance(Duration by) {
    return now.updateAndGet(time -> time.plus(by));
  }

  public void set(Instant time) {
    now.set(time);
  }
}
