package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeSpanTest {

  private static Optional<Duration> span(String text) {
    return TimeSpan.parse(text).map(TimeSpan::duration);
  }

  @Test
  void readsEveryUnit() {
    assertThat(span("250ms")).contains(Duration.ofMillis(250));
    assertThat(span("2s")).contains(Duration.ofSeconds(2));
    assertThat(span("5m")).contains(Duration.ofMinutes(5));
    assertThat(span("1h")).contains(Duration.ofHours(1));
    assertThat(span("7d")).contains(Duration.ofDays(7));
    assertThat(span("0s")).contains(Duration.ZERO);
  }

  @Test
  void refusesWhatIsNoDuration() {
    for (String none : new String[] {"", "5", "s", "-1s", "1.5s", "1 s", "1S", "1w", "PT1S"}) {
      assertThat(span(none)).as(none).isEmpty();
    }
    assertThatThrownBy(() -> new TimeSpan(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TimeSpan(Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatOverflows() {
    assertThat(span("106751991167d")).contains(Duration.ofDays(106_751_991_167L));
    assertThat(span("106751991168d")).isEmpty();
    assertThat(span("999999999999999999d")).isEmpty();
    assertThat(span("9999999999999999999ms")).isEmpty();
  }

  @Test
  void printsTheShortestExactForm() {
    assertThat(new TimeSpan(Duration.ZERO)).hasToString("0s");
    assertThat(new TimeSpan(Duration.ofMillis(1500))).hasToString("1500ms");
    assertThat(new TimeSpan(Duration.ofMinutes(90))).hasToString("90m");
    assertThat(new TimeSpan(Duration.ofDays(2))).hasToString("2d");
  }

  @Test
  void readsBackWhatItPrints() {
    long seed = 20_261_123;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      // Up to 18 digits of milliseconds can be written.
      long millis = (random.nextLong() >>> random.nextInt(5, 64)) / 1_000 * (i % 1_001);
      TimeSpan span = new TimeSpan(Duration.ofMillis(Math.floorMod(millis, 1_000_000_000_000L)));
      assertThat(TimeSpan.parse(span.toString())).as("seed %d, run %d", seed, i).contains(span);
    }
  }
}
