package io.sluice.bench.report;

import io.sluice.bench.measure.Turn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures as Markdown. */
public final class Tables {

  private static final int MIB = 1 << 20;
  private static final double[] PERCENTILES = {50, 99, 99.9};

  private Tables() {}

  /** What an event costs; the first result is what the others are measured by. */
  public static String costs(List<Result> results) {
    StringBuilder table =
        new StringBuilder(
            """
            | | CPU per event | × %s | JIT | allocated | context switches | system calls \
            | events/s at most | RSS | start |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """
                .formatted(results.getFirst().name()));
    double first = results.getFirst().cpuMicros();
    for (Result result : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` %s | %.1f µs | %.2f | + %.1f µs | %.0f B | %.2f | %s | %,.0f | %.0f MiB"
                  + " | %.1f s |%n",
              result.name(),
              result.title(),
              result.cpuMicros(),
              result.cpuMicros() / first,
              result.median(Turn::compilerMicros),
              result.median(Turn::allocatedBytes),
              result.median(Turn::switches),
              result.syscalls().isPresent()
                  ? String.format(Locale.ROOT, "%.2f", result.syscalls().getAsDouble())
                  : "not counted",
              result.median(Turn::maxPerSecond),
              result.median(Turn::residentBytes) / MIB,
              result.median(Turn::readyMillis) / 1000));
    }
    return table.toString();
  }

  /** How long answers take, at levels of each one's own maximum. */
  public static String latencies(List<Result> results) {
    StringBuilder table =
        new StringBuilder(
            """
            | | load | events/s | p50 | p99 | p99.9 |
            |---|--:|--:|--:|--:|--:|
            """);
    for (Result result : results) {
      for (Map.Entry<Integer, Histogram> level : result.latencies().entrySet()) {
        table.append(
            String.format(
                Locale.ROOT,
                "| `%s` | %d %% | %,.0f |",
                result.name(),
                level.getKey(),
                result.median(Turn::maxPerSecond) * level.getKey() / 100));
        for (double percentile : PERCENTILES) {
          table.append(
              String.format(
                  Locale.ROOT,
                  " %.1f ms |",
                  level.getValue().getValueAtPercentile(percentile) / 1000.0));
        }
        table.append('\n');
      }
    }
    return table.toString();
  }

  /** Whether what was accepted is in Kafka. */
  public static String balance(List<Result> results) {
    StringBuilder table =
        new StringBuilder("| | answered 202 | other answers | in Kafka |\n|---|--:|--:|--:|\n");
    for (Result result : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %,d | %,d | %s |%n",
              result.name(),
              result.accepted(),
              result.refused(),
              result.stored() < 0
                  ? "–"
                  : String.format(
                      Locale.ROOT,
                      "%,d%s",
                      result.stored(),
                      result.isWhole() ? "" : " **LOST SOME**")));
    }
    return table.toString();
  }
}
