package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private final VirtualClock clock = VirtualClock.at("2026-01-31T10:00:00Z");

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.instant()).isEqualTo(clock.instant()).isEqualTo("2026-01-31T10:00:00Z");
    assertThat(clock.millis()).isEqualTo(clock.instant().toEpochMilli());
  }

  @Test
  void movesBothWays() {
    assertThat(clock.advance(Duration.ofMinutes(5))).isEqualTo("2026-01-31T10:05:00Z");
    clock.advance(Duration.ofMinutes(-10));
    assertThat(clock.instant()).isEqualTo("2026-01-31T09:55:00Z");
    clock.set(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void losesNoStepOfAnyThread() {
    clock.set(Instant.EPOCH);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        threads.execute(() -> clock.advance(Duration.ofSeconds(1)));
      }
    }
    assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(1_000));
  }
}
