package io.sluice.platform.id;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A source of UUIDs of version 7 (RFC 9562) as text: they sort by the time they were made, and one
 * source never repeats or goes back, even when its clock does. For one thread only.
 */
public final class RequestIds {

  /*
   * An id is 128 bits: 48 milliseconds, 4 version, 12 + 2 (variant) + 62 random:
   *
   *   tttttttt-tttt-7hhh-vlll-llllllllllll
   *
   * Within one millisecond the 74 random bits count up by a random step, so that ids stay in order
   * and are hard to guess. When they run over, the millisecond is moved on by one.
   */
  private static final long LOW_BITS = 62;
  private static final long LOW_MAX = (1L << LOW_BITS) - 1;
  private static final int HIGH_MAX = 0xFFF;
  private static final long VERSION = 7L << 12;
  private static final long VARIANT = 1L << 63;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis = -1;
  private int high;
  private long low;

  /** Takes time and chance from the arguments; a fast generator with a secret seed is enough. */
  public RequestIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next id, 36 characters long. */
  public String next() {
    long now = clock.millis();
    if (now > millis) {
      startAt(now);
    } else {
      step();
    }
    return new UUID(millis << 16 | VERSION | high, VARIANT | low).toString();
  }

  /** Leaves the topmost random bit clear: room to count up. */
  private void startAt(long newMillis) {
    millis = newMillis;
    high = random.nextInt() & (HIGH_MAX >>> 1);
    low = random.nextLong() & LOW_MAX;
  }

  private void step() {
    low += 1 + (random.nextInt() & 0x7FFF_FFFFL);
    if (low > LOW_MAX) {
      low &= LOW_MAX;
      high++;
    }
    if (high > HIGH_MAX) {
      startAt(millis + 1);
    }
  }
}
