package io.sluice.platform.metrics;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Pattern SAMPLE = Pattern.compile("(sluice_\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void exportsExactlyTheNamesAndLabelsOfTheTable() {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      touch(metric, metric.labels().toArray(String[]::new));
      for (String name : samples(metric)) {
        Set<String> labels = new TreeSet<>(metric.labels());
        if (name.endsWith("_bucket")) {
          labels.add("le");
        }
        expected.put(name, labels);
      }
    }
    assertThat(exported()).isEqualTo(expected);
  }

  private void touch(Metric metric, String... labels) {
    switch (metric.type()) {
      case COUNTER -> metrics.counter(metric, labels).increment();
      case GAUGE -> metrics.gauge(metric, () -> 1, labels);
      case SUMMARY -> metrics.summary(metric, labels).record(1);
      case HISTOGRAM -> metrics.timer(metric, labels).record(Duration.ofMillis(1));
    }
  }

  private static List<String> samples(Metric metric) {
    String name = metric.exported();
    return switch (metric.type()) {
      case COUNTER, GAUGE -> List.of(name);
      case SUMMARY -> List.of(name + "_count", name + "_sum");
      case HISTOGRAM -> List.of(name + "_bucket", name + "_count", name + "_sum");
    };
  }

  private Map<String, Set<String>> exported() {
    Map<String, Set<String>> exported = new TreeMap<>();
    metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith("sluice_"))
        .forEach(line -> {
          Matcher sample = SAMPLE.matcher(line);
          assertThat(sample.matches()).as(line).isTrue();
          String labels = sample.group(2) == null ? "" : sample.group(2);
          exported.put(
              sample.group(1),
              LABEL.matcher(labels).results().map(m -> m.group(1)).collect(toSet()));
        });
    return exported;
  }

  @Test
  void exportsTypesAndHelpTexts() {
    for (Metric metric : Metric.values()) {
      touch(metric, metric.labels().toArray(String[]::new));
    }
    String scraped = metrics.scrape();
    for (Metric metric : Metric.values()) {
      String type = metric.type().name().toLowerCase(Locale.ROOT);
      assertThat(scraped)
          .contains("# HELP " + metric.exported() + " " + metric.help() + "\n")
          .contains("# TYPE " + metric.exported() + " " + type + "\n");
    }
  }

  @Test
  void theTableKeepsToTheNamingRules() {
    Set<String> names = new HashSet<>();
    for (Metric metric : Metric.values()) {
      String name = metric.exported();
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(name).matches("sluice_[a-z_]+[a-z]");
      assertThat(name.endsWith("_total")).as(name).isEqualTo(metric.type() == Metric.Type.COUNTER);
      assertThat(name).contains(metric.unit());
      assertThat(metric.help()).endsWith(".").hasSizeGreaterThan(10);
    }
  }

  @Test
  void countsByLabels() {
    metrics.counter(Metric.HOOKS, "github", "stored").increment(2);
    metrics.counter(Metric.HOOKS, "github", "refused").increment();
    assertThat(metrics.counter(Metric.HOOKS, "github", "stored"))
        .isSameAs(metrics.counter(Metric.HOOKS, "github", "stored"));
    assertThat(metrics.scrape())
        .contains("sluice_hooks_total{outcome=\"stored\",source=\"github\"} 2.0\n")
        .contains("sluice_hooks_total{outcome=\"refused\",source=\"github\"} 1.0\n");
  }

  @Test
  void histogramsHaveBucketsFromOneMillisecondToFiveSeconds() {
    metrics.timer(Metric.ACK_SECONDS, "github").record(Duration.ofMillis(15));
    assertThat(metrics.scrape())
        .contains("sluice_ack_seconds_bucket{source=\"github\",le=\"0.001\"} 0\n")
        .contains("sluice_ack_seconds_bucket{source=\"github\",le=\"0.01\"} 0\n")
        .contains("sluice_ack_seconds_bucket{source=\"github\",le=\"0.02\"} 1\n")
        .contains("sluice_ack_seconds_bucket{source=\"github\",le=\"5.0\"} 1\n")
        .contains("sluice_ack_seconds_bucket{source=\"github\",le=\"+Inf\"} 1\n");
  }

  @Test
  void gaugesAndSuppliedCountersAreAskedWhenRead() {
    AtomicLong value = new AtomicLong(1);
    metrics.gauge(Metric.CONNECTIONS, value::get);
    metrics.counter(Metric.LOG_EVENTS_DROPPED, value::get);
    value.set(42);
    System.gc();
    assertThat(metrics.scrape())
        .contains("sluice_connections 42.0\n")
        .contains("sluice_log_events_dropped_total 42.0\n");
  }

  @Test
  void aSecondSupplierIsAProgrammingError() {
    metrics.gauge(Metric.CONNECTIONS, () -> 1);
    assertThatThrownBy(() -> metrics.gauge(Metric.CONNECTIONS, () -> 2))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aWrongTypeIsAProgrammingError() {
    assertThatThrownBy(() -> metrics.counter(Metric.CONNECTIONS))
        .hasMessage("CONNECTIONS is a GAUGE, not a COUNTER");
    assertThatThrownBy(() -> metrics.timer(Metric.HOOK_BODY_BYTES, "github"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.summary(Metric.ACK_SECONDS, "github"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.gauge(Metric.HOOKS, () -> 1, "github", "stored"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWrongNumberOfLabelsIsAProgrammingError() {
    assertThatThrownBy(() -> metrics.counter(Metric.HOOKS, "github"))
        .hasMessage("HOOKS has the labels [source, outcome]");
    assertThatThrownBy(() -> metrics.counter(Metric.HOOKS, "github", "stored", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void labelValuesCannotForgeLines() {
    metrics.counter(Metric.HTTP_REJECTED, "a\"} 1\nsluice_forged 1").increment();
    assertThat(metrics.scrape().lines()).noneMatch(line -> line.startsWith("sluice_forged"));
  }

  @Test
  void exportsTheJvmAndTheProcess() {
    assertThat(metrics.scrape())
        .contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ", "process_cpu_usage ")
        .contains("process_files_open_files ", "jvm_gc_", "process_uptime_seconds ");
  }

  @Test
  void theReferenceHasALineForEveryRow() {
    assertThat(MetricReference.markdown().lines()).hasSize(2 + Metric.values().length);
    assertThat(MetricReference.markdown())
        .contains(
            "| `sluice_hooks_total` | counter |  | `source`, `outcome` |"
                + " Webhooks by what came of them. |\n");
    assertThat(Arrays.stream(Metric.values()).map(Metric::exported))
        .allSatisfy(name -> assertThat(MetricReference.markdown()).contains("`" + name + "`"));
  }
}
