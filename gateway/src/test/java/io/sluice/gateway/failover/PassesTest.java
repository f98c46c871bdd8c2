package io.sluice.gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PassesTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final Passes passes = new Passes(0);

  @Test
  void aShortPassEndsWhereManyInARowWerePassedOver() {
    readInVain(Passes.LOOK_AHEAD - 1);
    assertThat(passes.isOver()).isFalse();
    passes.read(true);
    readInVain(Passes.LOOK_AHEAD - 1);
    assertThat(passes.isOver()).isFalse();
    readInVain(1);
    assertThat(passes.isOver()).isTrue();
  }

  @Test
  void theSecondPassIsAWholeOneAndNoneFollowsForFourTimesItsReading() {
    passes.begin(0);
    readInVain(10 * Passes.LOOK_AHEAD);
    assertThat(passes.isOver()).isFalse();
    passes.took(100 * MILLI);
    passes.begin(200 * MILLI);
    readInVain(Passes.LOOK_AHEAD);
    assertThat(passes.isOver()).as("short").isTrue();
    passes.begin(599 * MILLI);
    readInVain(Passes.LOOK_AHEAD);
    assertThat(passes.isOver()).as("still short").isTrue();
    passes.begin(600 * MILLI);
    readInVain(Passes.LOOK_AHEAD);
    assertThat(passes.isOver()).as("whole").isFalse();
  }

  @Test
  void afterOneThatSentSomethingTheNextComesSoon() {
    passes.read(true);
    passes.took(100 * MILLI);
    passes.begin(0);
    assertThat(passes.mayBegin(2 * MILLI - 1)).isFalse();
    assertThat(passes.mayBegin(2 * MILLI)).isTrue();
  }

  @Test
  void afterOneThatSentNothingTheReadingIsRepaidFourfold() {
    readInVain(Passes.LOOK_AHEAD);
    passes.took(100 * MILLI);
    passes.begin(0);
    assertThat(passes.mayBegin(400 * MILLI - 1)).isFalse();
    assertThat(passes.mayBegin(400 * MILLI)).isTrue();
  }

  private void readInVain(int records) {
    for (int i = 0; i < records; i++) {
      passes.read(false);
    }
  }
}
