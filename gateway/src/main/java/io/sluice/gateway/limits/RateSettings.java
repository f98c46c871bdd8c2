package io.sluice.gateway.limits;

import io.sluice.gateway.exchange.Parsed;
import java.util.Optional;

/**
 * How much one source may send.
 *
 * @param requests requests a second; empty for any number
 * @param bytes bytes of bodies a second; empty for any number
 */
public record RateSettings(Optional<Rate> requests, Optional<Rate> bytes) {

  /** As much as it likes. */
  public static final RateSettings UNLIMITED = new RateSettings(Optional.empty(), Optional.empty());

  /**
   * A token bucket: it holds {@code burst} when full, and fills with {@code perSecond}.
   *
   * @param perSecond the rate that holds in the long run
   * @param burst how much may come at once after a silence
   */
  public record Rate(double perSecond, long burst) {

    /** One in seventeen minutes; what is rarer is better switched off. */
    static final double PER_SECOND_MIN = 0.001;

    /** One a nanosecond is the most that the buckets can count. */
    static final double PER_SECOND_MAX = 1e9;

    static final long BURST_MAX = 1L << 40;

    /** A rate within the limits that a bucket has. */
    public static Parsed<Rate> of(double perSecond, long burst) {
      if (!isRate(perSecond)) {
        return new Parsed.Bad<>("a rate is from 0.001 to 1000000000 a second");
      }
      if (!isBurst(burst)) {
        return new Parsed.Bad<>("a burst is from 1 to " + BURST_MAX);
      }
      return new Parsed.Good<>(new Rate(perSecond, burst));
    }

    /** A rate that is known to be within the limits; see {@link #of}. */
    public Rate {
      if (!isRate(perSecond) || !isBurst(burst)) {
        throw new IllegalArgumentException("no rate: " + perSecond + " with burst " + burst);
      }
    }

    private static boolean isRate(double perSecond) {
      return perSecond >= PER_SECOND_MIN && perSecond <= PER_SECOND_MAX;
    }

    private static boolean isBurst(long burst) {
      return burst >= 1 && burst <= BURST_MAX;
    }
  }
}
