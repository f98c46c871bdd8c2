package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  @ParameterizedTest
  @CsvSource({
    "1, 0.0, 250",
    "1, 0.5, 375",
    "1, 0.999999, 499",
    "2, 0.0, 500",
    "3, 0.5, 1500",
    "6, 0.0, 8000",
    "7, 0.0, 15000",
    "7, 0.999999, 29999",
    "8, 0.0, 15000",
    "2147483647, 0.0, 15000",
  })
  void doublesUpToTheMostLessUpToHalf(int failures, double random, long expectedMs) {
    assertThat(backoff.delay(failures, random)).isEqualTo(Duration.ofMillis(expectedMs));
  }
}
