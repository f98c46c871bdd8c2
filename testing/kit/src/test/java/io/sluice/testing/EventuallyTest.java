package io.sluice.testing;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
  @Test
  void triesUntilTheAssertionHolds() {
    AtomicInteger tries = new AtomicInteger();
    eventually(
        Duration.ofSeconds(10),
        () -> assertThat(tries.incrementAndGet()).isGreaterThanOrEqualTo(5));
    assertThat(tries).hasValue(5);
  }

  @Test
  void failsWithTheLastFailureWhenTimeIsUp() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(() ->
            eventually(
                Duration.ofMillis(30),
                () -> {
                  throw new IllegalStateException("try " + tries.incrementAndGet());
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PT0.03S")
        .hasMessageContaining("try " + tries)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void triesOnceEvenWhenTheLimitIsZero() {
    eventually(Duration.ZERO, () -> {});
  }

  @Test
  void givesUpAtOnceWhenTheTestIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> eventually(Duration.ofMinutes(1), () -> assertThat(1).isZero()))
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
