package io.sluice.bench.measure;

import java.util.List;

/**
 * How long each step of a measurement takes.
 *
 * @param rounds how often every contender's turn comes, in rotated order
 * @param warmUpSeconds at full load, before anything counts
 * @param fullSeconds at full load
 * @param levelSeconds at each level
 * @param levels of the maximum, in percent, for latencies
 */
public record Plan(
    int rounds, int warmUpSeconds, int fullSeconds, int levelSeconds, List<Integer> levels) {

  public static final Plan WHOLE = new Plan(3, 30, 10, 10, List.of(10, 50, 80));
  public static final Plan QUICK = new Plan(1, 15, 5, 5, List.of(50));
  public static final Plan COSTS = new Plan(1, 25, 8, 0, List.of());

  public static final Plan GROWTH = new Plan(1, 12, 5, 0, List.of());

  /** The same with so many rounds. */
  public Plan inRounds(int count) {
    return new Plan(count, warmUpSeconds, fullSeconds, levelSeconds, levels);
  }
}
