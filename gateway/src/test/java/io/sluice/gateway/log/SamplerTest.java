package io.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.log.Sampler.Kind;
import io.sluice.testing.Seeds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeds.class)
class SamplerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int BURST = 10;
  private static final Kind KIND = new Kind("github", "bad_signature");

  private final Sampler sampler = new Sampler(Duration.ofNanos(SECOND), BURST, 1000);

  @Test
  void letsABurstPassAndThenOneEverySecond() {
    assertThat(passed(KIND, 0, 50)).isEqualTo(BURST);
    assertThat(passed(KIND, SECOND - 1, 50)).isZero();
    assertThat(passed(KIND, SECOND, 50)).isEqualTo(1);
    assertThat(passed(KIND, 4 * SECOND, 50)).isEqualTo(3);
  }

  @Test
  void fillsUpAgainAndNoFurther() {
    assertThat(passed(KIND, 0, 50)).isEqualTo(BURST);
    assertThat(passed(KIND, 3600 * SECOND, 50)).isEqualTo(BURST);
  }

  @Test
  void aFloodOfOneKindTakesNothingFromAnother() {
    assertThat(passed(KIND, 0, 1000)).isEqualTo(BURST);
    assertThat(passed(new Kind("github", "stale_timestamp"), 0, 1000)).isEqualTo(BURST);
    assertThat(passed(new Kind("stripe", "bad_signature"), 0, 1000)).isEqualTo(BURST);
  }

  @Test
  void agreesWithABucketOfTokensWhateverComes(RandomGenerator random) {
    long now = Long.MAX_VALUE - random.nextLong(100 * SECOND); // the clock wraps around meanwhile
    Map<Kind, Bucket> buckets = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      now += pause(random);
      Kind kind = new Kind("source-" + random.nextInt(5), "reason-" + random.nextInt(3));
      long at = now;
      Bucket bucket = buckets.computeIfAbsent(kind, _ -> new Bucket(at));
      assertThat(sampler.passes(kind, now)).as("offer %d", i).isEqualTo(bucket.takes(now));
    }
  }

  @Test
  void keepsNoMoreBucketsThanAllowed(RandomGenerator random) {
    Sampler small = new Sampler(Duration.ofNanos(SECOND), BURST, 8);
    long now = 0;
    long passed = 0;
    for (int i = 0; i < 10_000; i++) {
      now += random.nextLong(SECOND / 100);
      passed += small.passes(new Kind("source-" + i, "reason"), now) ? 1 : 0;
      assertThat(small.kinds()).isLessThanOrEqualTo(8 + 1);
    }
    assertThat(passed)
        .as("what eight buckets and the shared one can give at most in %d s", now / SECOND)
        .isLessThanOrEqualTo((8 + 1) * (BURST + now / SECOND + 1))
        .isGreaterThanOrEqualTo(BURST + now / SECOND);
  }

  @Test
  void forgettingFullBucketsChangesNothingForTheOthers() {
    Sampler small = new Sampler(Duration.ofNanos(SECOND), BURST, 2);
    Kind idle = new Kind("idle", "r");
    Kind busy = new Kind("busy", "r");
    assertThat(small.passes(idle, 0)).isTrue();
    for (int i = 0; i < BURST; i++) {
      assertThat(small.passes(busy, 0)).isTrue();
    }
    assertThat(small.passes(new Kind("new", "r"), SECOND)).as("in the idle one's place").isTrue();
    assertThat(small.kinds()).isEqualTo(2);
    assertThat(small.passes(busy, SECOND)).as("the token of this second").isTrue();
    assertThat(small.passes(busy, SECOND)).as("is still known to have spent its burst").isFalse();
  }

  private int passed(Kind kind, long nowNanos, int offers) {
    int passed = 0;
    for (int i = 0; i < offers; i++) {
      passed += sampler.passes(kind, nowNanos) ? 1 : 0;
    }
    return passed;
  }

  /** Mostly floods, now and then a rest; in steps, so that buckets are often just full or empty. */
  private static long pause(RandomGenerator random) {
    int steps = random.nextInt(20) == 0 ? random.nextInt(400) : random.nextInt(3);
    return steps * (SECOND / 20);
  }

  /** The textbook's bucket, with tokens counted in nanoseconds. */
  private static final class Bucket {

    private long tokenNanos = BURST * SECOND;
    private long seenNanos;

    Bucket(long nowNanos) {
      seenNanos = nowNanos;
    }

    boolean takes(long nowNanos) {
      tokenNanos = Math.min(BURST * SECOND, tokenNanos + (nowNanos - seenNanos));
      seenNanos = nowNanos;
      if (tokenNanos < SECOND) {
        return false;
      }
      tokenNanos -= SECOND;
      return true;
    }
  }
}
