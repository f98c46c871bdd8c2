package io.sluice.gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many lives of a gateway. A failing run tells its seed; {@code -Dsluice.seed=N} runs that one
 * alone and prints its steps.
 */
class SimulationTest {

  private static final int FIXED_SEEDS = 1000;
  private static final int FRESH_SEEDS = Integer.getInteger("sluice.simulation.fresh", 200);
  private static final String SEED = System.getProperty("sluice.seed");

  @Test
  void nothingAcceptedIsEverLost() {
    if (SEED != null) {
      System.out.println(run(Long.parseLong(SEED), step -> System.out.println(step.get())));
      return;
    }
    long first = new SecureRandom().nextLong();
    System.out.printf("fresh seeds: %d and the %d after it%n", first, FRESH_SEEDS - 1);
    List<Simulation.Sum> sums = new ArrayList<>();
    LongStream.range(0, FIXED_SEEDS).forEach(seed -> sums.add(run(seed, _ -> {})));
    LongStream.range(first, first + FRESH_SEEDS).forEach(seed -> sums.add(run(seed, _ -> {})));
    System.out.printf(
        "%d lives, %d events sent, %d accepted, %d restarts, %d stored twice, 0 lost%n",
        sums.size(),
        sums.stream().mapToInt(Simulation.Sum::sent).sum(),
        sums.stream().mapToInt(Simulation.Sum::accepted).sum(),
        sums.stream().mapToInt(Simulation.Sum::restarts).sum(),
        sums.stream().mapToInt(Simulation.Sum::duplicates).sum());
    assertThat(sums).hasSize(FIXED_SEEDS + FRESH_SEEDS);
  }

  private static Simulation.Sum run(long seed, Consumer<Supplier<String>> trace) {
    try {
      return new Simulation(seed, trace).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ", again with -Dsluice.seed=" + seed, e);
    }
  }
}
