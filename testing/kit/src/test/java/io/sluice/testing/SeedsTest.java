package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SeedsTest {
  private static final List<Long> seeds = new ArrayList<>();
  private final String given = System.getProperty(Seeds.PROPERTY, "");

  @AfterEach
  void putTheGivenSeedBack() {
    seeds.clear();
    if (given.isEmpty()) {
      System.clearProperty(Seeds.PROPERTY);
    } else {
      System.setProperty(Seeds.PROPERTY, given);
    }
  }

  @Test
  void aFailureNamesTheSeedThatMadeIt() {
    System.clearProperty(Seeds.PROPERTY);
    Events failed = run().failed();
    assertThat(failed.count()).isEqualTo(1);
    long seed = seeds.getFirst();
    assertThat(failureOf(failed).getSuppressed())
        .hasSize(1)
        .allSatisfy(note -> assertThat(note).hasMessageContaining("-Dsluice.seed=" + seed));
  }

  @Test
  void theGivenSeedIsUsedAgain() {
    System.setProperty(Seeds.PROPERTY, "-42");
    run();
    run();
    assertThat(seeds).containsExactly(-42L, -42L);
  }

  @Test
  void everyRunHasAnotherSeedWhenNoneIsGiven() {
    System.clearProperty(Seeds.PROPERTY);
    run();
    run();
    assertThat(seeds.getFirst()).isNotEqualTo(seeds.getLast());
  }

  @Test
  void seedAndGeneratorOfATestBelongTogether() {
    System.setProperty(Seeds.PROPERTY, "7");
    Events failed = run().failed();
    long expected = new SplittableRandom(7).nextLong();
    assertThat(failureOf(failed)).hasMessageContaining("drew " + expected);
  }

  private static Events run() {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Unlucky.class))
        .execute()
        .testEvents();
  }

  private static Throwable failureOf(Events failed) {
    return failed.stream()
        .findFirst()
        .orElseThrow()
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow();
  }

  /** Run only by the tests above. */
  @ExtendWith(Seeds.class)
  static class Unlucky {
    @Test
    void fails(@Seed long seed, RandomGenerator random) {
      seeds.add(seed);
      throw new AssertionError("drew " + random.nextLong());
    }
  }
}
