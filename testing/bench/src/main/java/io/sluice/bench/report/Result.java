package io.sluice.bench.report;

import io.sluice.bench.measure.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * All turns of one contender: figures are medians, latencies are those of all turns together.
 *
 * @param title what it does
 */
public record Result(String name, String title, List<Turn> turns) {

  public Result {
    turns = List.copyOf(turns);
  }

  public double median(ToDoubleFunction<Turn> figure) {
    double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double cpuMicros() {
    return median(Turn::cpuMicros);
  }

  OptionalDouble syscalls() {
    return turns.stream().allMatch(turn -> turn.syscalls().isPresent())
        ? OptionalDouble.of(median(turn -> turn.syscalls().orElseThrow()))
        : OptionalDouble.empty();
  }

  /** By level of the maximum, in percent. */
  public Map<Integer, Histogram> latencies() {
    Map<Integer, Histogram> all = new TreeMap<>();
    for (Turn turn : turns) {
      turn.latencies()
          .forEach((level, some) -> all.computeIfAbsent(level, _ -> new Histogram(3)).add(some));
    }
    return all;
  }

  /** None where that level was not measured. */
  Histogram latenciesAt(int level) {
    return latencies().getOrDefault(level, new Histogram(3));
  }

  public boolean isWhole() {
    return turns.stream().allMatch(Turn::isWhole);
  }

  long accepted() {
    return turns.stream().mapToLong(Turn::accepted).sum();
  }

  long refused() {
    return turns.stream().mapToLong(Turn::refused).sum();
  }

  /** -1 where nothing goes to Kafka. */
  long stored() {
    return turns.getFirst().stored() < 0 ? -1 : turns.stream().mapToLong(Turn::stored).sum();
  }

  /** The same with another turn. */
  public Result with(Turn turn) {
    List<Turn> more = new ArrayList<>(turns);
    more.add(turn);
    return new Result(name, title, more);
  }
}
