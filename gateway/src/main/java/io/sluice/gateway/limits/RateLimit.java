package io.sluice.gateway.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.sluice.gateway.limits.RateSettings.Rate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rate of one source, in requests and in bytes. Safe to share between threads.
 *
 * <p>Bytes are paid on credit: a request comes in while its source owes nothing, and its whole body
 * is counted even where that is more than the bucket holds. So the rate holds in the long run, no
 * body is too large to ever come in, and a large one needs no more luck than a small one: neither
 * has to wait for a full bucket that others keep emptying. The price is that a burst may be
 * exceeded by one body for each thread that is deciding just then.
 */
public final class RateLimit {

  private static final Ruling ALLOWED = new Ruling.Allowed();
  private static final long SECOND_NANOS = 1_000_000_000;

  /** Rates are exact to a thousandth a second. */
  private static final int REFILL_SECONDS = 1000;

  /** A body is an array and has no more; the debt of all that fit into memory cannot overflow. */
  private static final long BYTES_MAX = Integer.MAX_VALUE;

  private final @Nullable Bucket requests;
  private final @Nullable Bucket bytes;

  public RateLimit(RateSettings settings, LongSupplier nanos) {
    TimeMeter time = new Nanos(nanos);
    this.requests = bucket(settings.requests(), time);
    this.bytes = bucket(settings.bytes(), time);
  }

  /**
   * Counts a request, or tells when to come again.
   *
   * @param bodyBytes the announced length of its body; 0 where it comes in chunks
   */
  public Ruling take(long bodyBytes) {
    if (!takeOne(requests)) {
      return later();
    }
    if (!takeOne(bytes)) {
      giveOneBack(requests);
      return later();
    }
    charge(bodyBytes - 1);
    return ALLOWED;
  }

  /** Counts bytes of a request that was let in before they were known. Never refuses. */
  public void charge(long moreBytes) {
    if (bytes != null && moreBytes > 0) {
      var _ = bytes.consumeIgnoringRateLimits(Math.min(moreBytes, BYTES_MAX));
    }
  }

  private Ruling later() {
    long waitNanos = Math.max(nanosToOne(requests), nanosToOne(bytes));
    return new Ruling.TryLater(Math.max(1, Math.ceilDiv(waitNanos, SECOND_NANOS)));
  }

  private static boolean takeOne(@Nullable Bucket bucket) {
    return bucket == null || bucket.tryConsume(1);
  }

  /**
   * Until it is back, another thread may find it missing and refuse a request that had just fitted:
   * a source at its limit in bytes cannot tell. More than the limit is never let in.
   */
  private static void giveOneBack(@Nullable Bucket bucket) {
    if (bucket != null) {
      bucket.addTokens(1);
    }
  }

  private static long nanosToOne(@Nullable Bucket bucket) {
    return bucket == null ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
  }

  private static @Nullable Bucket bucket(Optional<Rate> rate, TimeMeter time) {
    return rate.map(r -> bucket(r, time)).orElse(null);
  }

  private static Bucket bucket(Rate rate, TimeMeter time) {
    long refill = Math.round(rate.perSecond() * REFILL_SECONDS);
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit ->
            limit.capacity(rate.burst()).refillGreedy(refill, Duration.ofSeconds(REFILL_SECONDS)))
        .build();
  }

  private record Nanos(LongSupplier source) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return source.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
