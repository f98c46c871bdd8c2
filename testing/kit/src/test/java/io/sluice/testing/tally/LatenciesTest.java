package io.sluice.testing.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Seeds;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeds.class)
class LatenciesTest {

  @Test
  void aQuantileIsNeverTooSmallAndAtMostThreePercentTooLarge(RandomGenerator random) {
    Latencies latencies = new Latencies();
    long[] micros = random.longs(10_000, 0, 40).map(bits -> random.nextLong(1L << bits)).toArray();
    for (long each : micros) {
      latencies.record(Duration.ofNanos(each * 1_000));
    }
    Arrays.sort(micros);
    for (double share : new double[] {0.0001, 0.1, 0.5, 0.99, 0.999, 1}) {
      long exact = micros[(int) Math.ceil(share * micros.length) - 1];
      long found = latencies.quantile(share).toNanos() / 1_000;
      assertThat(found).as("quantile " + share).isBetween(exact, exact + exact / 32);
    }
  }

  @Test
  void nothingTookNoTime() {
    assertThat(new Latencies().quantile(0.99)).isZero();
  }

  @Test
  void theLongestTimesHaveABucketToo() {
    Latencies latencies = new Latencies();
    latencies.record(Duration.ofNanos(Long.MAX_VALUE));
    latencies.record(Duration.ofNanos(-1));
    assertThat(latencies.quantile(0.5)).isZero();
    assertThat(latencies.quantile(1)).isGreaterThan(Duration.ofDays(100_000));
  }
}
