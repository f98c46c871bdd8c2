package io.sluice.platform.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * The meters of this process: those of the table {@link Metric} and those of the JVM.
 *
 * <p>Meters are to be looked up once and kept. Asking for a row as another type than it is, or with
 * another number of labels, is a programming error and throws.
 */
public final class Metrics implements AutoCloseable {

  private static final Duration[] BUCKETS =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  /* The registry holds the sources of function counters only weakly. */
  private final Queue<LongSupplier> kept = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> settable = new ConcurrentHashMap<>();

  /** Starts with the meters of the JVM and the process. */
  public Metrics() {
    registry.throwExceptionOnRegistrationFailure();
    registry.config().namingConvention(new ExactNames());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** A counter. */
  public Counter counter(Metric metric, String... labelValues) {
    Tags tags = checked(metric, Metric.Type.COUNTER, labelValues);
    return Counter.builder(metric.exported())
        .description(metric.help())
        .tags(tags)
        .register(registry);
  }

  /** A counter of what somebody else counts. */
  public void counter(Metric metric, LongSupplier count, String... labelValues) {
    Tags tags = checked(metric, Metric.Type.COUNTER, labelValues);
    refuseSecond(metric, tags);
    kept.add(count);
    FunctionCounter.builder(metric.exported(), count, LongSupplier::getAsLong)
        .description(metric.help())
        .tags(tags)
        .register(registry);
  }

  /** A histogram of durations. */
  public Timer timer(Metric metric, String... labelValues) {
    Tags tags = checked(metric, Metric.Type.HISTOGRAM, labelValues);
    return Timer.builder(metric.exported())
        .description(metric.help())
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** A summary of amounts. */
  public DistributionSummary summary(Metric metric, String... labelValues) {
    Tags tags = checked(metric, Metric.Type.SUMMARY, labelValues);
    return DistributionSummary.builder(metric.exported())
        .description(metric.help())
        .tags(tags)
        .register(registry);
  }

  /** A gauge that asks for its value whenever it is read. */
  public void gauge(Metric metric, DoubleSupplier value, String... labelValues) {
    Tags tags = checked(metric, Metric.Type.GAUGE, labelValues);
    refuseSecond(metric, tags);
    Gauge.builder(metric.exported(), value::getAsDouble)
        .description(metric.help())
        .tags(tags)
        .register(registry);
  }

  /** A gauge that is set rather than asked; who asks for it again gets the same one. */
  public AtomicLong settable(Metric metric, String... labelValues) {
    Tags tags = checked(metric, Metric.Type.GAUGE, labelValues);
    return settable.computeIfAbsent(metric.exported() + tags, _ -> newSettable(metric, tags));
  }

  private AtomicLong newSettable(Metric metric, Tags tags) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(metric.exported(), value::get)
        .description(metric.help())
        .tags(tags)
        .register(registry);
    return value;
  }

  /** All meters in Prometheus' text format. */
  public String scrape() {
    MetricSnapshots snapshots = registry.getPrometheusRegistry().scrape(Metrics::isInTable);
    ByteArrayOutputStream text = new ByteArrayOutputStream(32 * 1024);
    try {
      PrometheusTextFormatWriter.create().write(text, snapshots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  /** Leaves out the maxima that Micrometer adds to each of our timers and summaries. */
  private static boolean isInTable(String name) {
    return !(name.startsWith("sluice_") && name.endsWith("_max"));
  }

  private void refuseSecond(Metric metric, Tags tags) {
    if (registry.find(metric.exported()).tags(tags).meter() != null) {
      throw new IllegalStateException(metric + " with these labels is supplied already");
    }
  }

  private static Tags checked(Metric metric, Metric.Type asked, String... labelValues) {
    if (metric.type() != asked) {
      throw new IllegalArgumentException(metric + " is a " + metric.type() + ", not a " + asked);
    }
    List<String> labels = metric.labels();
    if (labels.size() != labelValues.length) {
      throw new IllegalArgumentException(metric + " has the labels " + labels);
    }
    Tag[] tags = new Tag[labelValues.length];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = Tag.of(labels.get(i), labelValues[i]);
    }
    return Tags.of(tags);
  }
}
