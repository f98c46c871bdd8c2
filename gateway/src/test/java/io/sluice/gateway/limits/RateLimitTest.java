package io.sluice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.limits.RateSettings.Rate;
import io.sluice.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Seeds.class)
class RateLimitTest {

  private static final long SECOND = 1_000_000_000;

  /** Below zero, as the time of a machine may be. */
  private final AtomicLong nanos = new AtomicLong(-5 * SECOND);

  @Test
  void withoutSettingsEverythingIsAllowed() {
    RateLimit limit = new RateLimit(RateSettings.UNLIMITED, nanos::get);
    for (int i = 0; i < 1000; i++) {
      assertThat(limit.take(Long.MAX_VALUE)).isEqualTo(new Ruling.Allowed());
    }
    limit.charge(Long.MAX_VALUE);
    assertThat(limit.take(0)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void allowsABurstAndThenTheRate() {
    RateLimit limit = requests(10, 3);
    assertThat(allowedOf(limit, 5)).isEqualTo(3);
    nanos.addAndGet(SECOND / 10);
    assertThat(allowedOf(limit, 5)).isEqualTo(1);
    nanos.addAndGet(SECOND / 10 - 1);
    assertThat(allowedOf(limit, 5)).isZero();
    nanos.addAndGet(1);
    assertThat(allowedOf(limit, 5)).isEqualTo(1);
  }

  @Test
  void neverSavesMoreThanABurst() {
    RateLimit limit = requests(10, 3);
    nanos.addAndGet(3600 * SECOND);
    assertThat(allowedOf(limit, 10)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1000", "0.1, 10", "0.3, 4", "1, 1", "1000, 1"})
  void tellsWhenToComeAgainInWholeSeconds(double perSecond, long seconds) {
    RateLimit limit = requests(perSecond, 1);
    assertThat(limit.take(0)).isEqualTo(new Ruling.Allowed());
    assertThat(limit.take(0)).isEqualTo(new Ruling.TryLater(seconds));
    nanos.addAndGet(seconds * SECOND);
    assertThat(limit.take(0)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void countsBytes() {
    RateLimit limit = bytes(100, 1000);
    assertThat(limit.take(600)).isEqualTo(new Ruling.Allowed());
    assertThat(limit.take(400)).isEqualTo(new Ruling.Allowed());
    assertThat(limit.take(1)).isEqualTo(new Ruling.TryLater(1));
    nanos.addAndGet(SECOND / 100);
    assertThat(limit.take(1)).isEqualTo(new Ruling.Allowed());
    assertThat(limit.take(1)).isInstanceOf(Ruling.TryLater.class);
  }

  @Test
  void aBodyLargerThanTheBurstComesInAndIsPaidOff() {
    RateLimit limit = bytes(100, 1000);
    assertThat(limit.take(6000)).isEqualTo(new Ruling.Allowed());
    assertThat(limit.take(1)).isEqualTo(new Ruling.TryLater(51)); // 5000 bytes owed, and one
    nanos.addAndGet(50 * SECOND);
    assertThat(limit.take(0)).isEqualTo(new Ruling.TryLater(1));
    nanos.addAndGet(SECOND / 100);
    assertThat(limit.take(0)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void aLargeBodyNeedsNoMoreLuckThanSmallOnes() {
    RateLimit limit = bytes(1000, 1000);
    int large = 0;
    for (int second = 0; second < 100; second++) {
      nanos.addAndGet(SECOND);
      if (limit.take(5000) instanceof Ruling.Allowed) {
        large++;
      }
      while (limit.take(10) instanceof Ruling.Allowed) {}
    }
    assertThat(large).isBetween(15, 25);
  }

  @Test
  void bytesThatComeLaterAreOwed() {
    RateLimit limit = bytes(100, 1000);
    assertThat(limit.take(0)).isEqualTo(new Ruling.Allowed());
    limit.charge(0);
    limit.charge(-1);
    limit.charge(1498); // with the one byte that every request counts, 499 more than there are
    assertThat(limit.take(0)).isEqualTo(new Ruling.TryLater(5));
    nanos.addAndGet(5 * SECOND);
    assertThat(limit.take(0)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void absurdLengthsAreNoFault() {
    RateLimit limit = bytes(RateSettings.Rate.PER_SECOND_MAX, 1);
    assertThat(limit.take(Long.MAX_VALUE)).isEqualTo(new Ruling.Allowed());
    limit.charge(Long.MAX_VALUE);
    assertThat(limit.take(Long.MIN_VALUE)).isEqualTo(new Ruling.TryLater(5));
    nanos.addAndGet(5 * SECOND);
    assertThat(limit.take(Long.MIN_VALUE)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void whatIsRefusedForItsBytesIsNoRequest() {
    RateLimit limit = both(new Rate(0.001, 2), new Rate(100, 100));
    assertThat(limit.take(200)).isEqualTo(new Ruling.Allowed());
    assertThat(limit.take(1)).isEqualTo(new Ruling.TryLater(2));
    nanos.addAndGet(2 * SECOND);
    assertThat(limit.take(1)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void whatIsRefusedAsARequestHasNoBytes() {
    RateLimit limit = both(new Rate(1, 1), new Rate(0.001, 100));
    assertThat(limit.take(10)).isEqualTo(new Ruling.Allowed());
    for (int i = 0; i < 100; i++) {
      assertThat(limit.take(10)).isEqualTo(new Ruling.TryLater(1));
    }
    nanos.addAndGet(SECOND);
    assertThat(limit.take(89)).isEqualTo(new Ruling.Allowed());
    nanos.addAndGet(SECOND);
    assertThat(limit.take(1)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void tellsTheLongerOfTwoWaits() {
    RateLimit limit = both(new Rate(0.1, 1), new Rate(1, 1));
    assertThat(limit.take(31)).isEqualTo(new Ruling.Allowed());
    assertThat(limit.take(1)).isEqualTo(new Ruling.TryLater(31));
    nanos.addAndGet(30 * SECOND);
    assertThat(limit.take(1)).isEqualTo(new Ruling.TryLater(1));
  }

  @Test
  void theRateHoldsInTheLongRunWhateverComes(RandomGenerator random) {
    for (int round = 0; round < 20; round++) {
      Rate requests = new Rate(random.nextDouble(0.5, 200), random.nextLong(1, 500));
      Rate bytes = new Rate(random.nextDouble(10, 1e6), random.nextLong(1, 1_000_000));
      RateLimit limit = both(requests, bytes);
      long start = nanos.get();
      double taken = 0;
      double bytesTaken = 0;
      long largest = 0;
      for (int i = 0; i < 2000; i++) {
        nanos.addAndGet(random.nextLong(SECOND / 50));
        long body = random.nextLong(20_000);
        if (limit.take(body) instanceof Ruling.Allowed) {
          taken++;
          bytesTaken += body;
          largest = Math.max(largest, body);
        }
        double seconds = (nanos.get() - start) / 1e9;
        assertThat(taken)
            .isLessThanOrEqualTo(requests.burst() + requests.perSecond() * seconds + 1);
        assertThat(bytesTaken)
            .isLessThanOrEqualTo(bytes.burst() + bytes.perSecond() * seconds + largest + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.007", "0.5", "3.333", "1000", "123456.789", "1e9"})
  void refillsAtItsRate(double perSecond) {
    RateLimit limit = bytes(perSecond, 1);
    long seconds = 3000;
    assertThat(limit.take((long) (perSecond * 1000))).isEqualTo(new Ruling.Allowed());
    double owed = Math.min(perSecond * 1000, Integer.MAX_VALUE);
    Ruling ruling = limit.take(0);
    assertThat(ruling).isInstanceOf(Ruling.TryLater.class);
    long wait = ((Ruling.TryLater) ruling).seconds();
    assertThat((double) wait).isCloseTo(Math.max(owed, 1) / perSecond, within(2 + 1 / perSecond));
    nanos.addAndGet(seconds * SECOND);
    assertThat(limit.take(0)).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void threadsTogetherTakeWhatIsThereAndNoMore() throws Exception {
    RateLimit limit = both(new Rate(0.001, 1000), new Rate(1e6, 100));
    List<Future<Integer>> taken = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        taken.add(threads.submit(() -> allowedOf(limit, 5000)));
      }
    }
    int sum = 0;
    for (Future<Integer> one : taken) {
      sum += one.get();
    }
    assertThat(sum).isEqualTo(100);
    int later = 0;
    for (int i = 0; i < 20; i++) {
      nanos.addAndGet(SECOND / 1000);
      later += allowedOf(limit, 100);
    }
    assertThat(later).as("requests left by those that were refused").isEqualTo(900);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "0.0009, 1", "1e10, 1", "NaN, 1", "Infinity, 1", "1, 0", "1, -1"})
  void knowsWhatIsNoRate(double perSecond, long burst) {
    assertThat(Rate.of(perSecond, burst)).isInstanceOf(Parsed.Bad.class);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1", "1e9, 1099511627776"})
  void allowsTheLargestAndTheSmallestRate(double perSecond, long burst) {
    assertThat(Rate.of(perSecond, burst).map(rate -> bytes(perSecond, burst).take(1)))
        .isEqualTo(new Parsed.Good<Ruling>(new Ruling.Allowed()));
  }

  private RateLimit requests(double perSecond, long burst) {
    return limit(Optional.of(new Rate(perSecond, burst)), Optional.empty());
  }

  private RateLimit bytes(double perSecond, long burst) {
    return limit(Optional.empty(), Optional.of(new Rate(perSecond, burst)));
  }

  private RateLimit both(Rate requests, Rate bytes) {
    return limit(Optional.of(requests), Optional.of(bytes));
  }

  private RateLimit limit(Optional<Rate> requests, Optional<Rate> bytes) {
    return new RateLimit(new RateSettings(requests, bytes), nanos::get);
  }

  private static int allowedOf(RateLimit limit, int tries) {
    int allowed = 0;
    for (int i = 0; i < tries; i++) {
      if (limit.take(1) instanceof Ruling.Allowed) {
        allowed++;
      }
    }
    return allowed;
  }
}
