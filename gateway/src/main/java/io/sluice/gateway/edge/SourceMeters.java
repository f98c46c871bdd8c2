package io.sluice.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of one source, looked up once. */
final class SourceMeters {

  private final Metrics metrics;
  private final String source;
  private final Map<String, Counter> outcomes = new HashMap<>();
  private final Timer ackSeconds;
  private final Timer hookSeconds;
  private final DistributionSummary bodyBytes;
  private final Counter duplicates;
  private final Map<String, AtomicLong> lastUses = new HashMap<>();

  SourceMeters(Metrics metrics, String source) {
    this.metrics = metrics;
    this.source = source;
    this.ackSeconds = metrics.timer(Metric.ACK_SECONDS, source);
    this.hookSeconds = metrics.timer(Metric.HOOK_SECONDS, source);
    this.duplicates = metrics.counter(Metric.DUPLICATES, source);
    this.bodyBytes = metrics.summary(Metric.HOOK_BODY_BYTES, source);
  }

  Counter outcome(String outcome) {
    return outcomes.computeIfAbsent(outcome, o -> metrics.counter(Metric.HOOKS, source, o));
  }

  /** Events that were stored before, and so not again. */
  Counter duplicates() {
    return duplicates;
  }

  /** Notes that a secret has proved a request. */
  void secretUsed(String secret, long unixSeconds) {
    lastUses
        .computeIfAbsent(secret, name -> metrics.settable(Metric.SECRET_LAST_USED, source, name))
        .setRelease(unixSeconds);
  }

  Timer ackSeconds() {
    return ackSeconds;
  }

  Timer hookSeconds() {
    return hookSeconds;
  }

  DistributionSummary bodyBytes() {
    return bodyBytes;
  }
}
