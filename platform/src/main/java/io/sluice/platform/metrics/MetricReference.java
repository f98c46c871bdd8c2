package io.sluice.platform.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of meters as Markdown, for the documentation. */
public final class MetricReference {

  private MetricReference() {}

  /** One line for each row of {@link Metric}. */
  public static String markdown() {
    return "| Metric | Type | Unit | Labels | What it tells |\n|---|---|---|---|---|\n"
        + Arrays.stream(Metric.values()).map(MetricReference::line).collect(Collectors.joining());
  }

  private static String line(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            metric.exported(),
            metric.type().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            labels,
            metric.help());
  }
}
