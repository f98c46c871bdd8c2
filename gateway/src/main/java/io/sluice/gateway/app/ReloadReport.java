package io.sluice.gateway.app;

import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what became of changes of the configuration and writes a line to the log for each. */
final class ReloadReport {

  private static final Logger LOG = LoggerFactory.getLogger("sluice.config");
  private static final int FAULTS_TOLD_MAX = 100;

  private final Metrics metrics;
  private final InstantSource clock;
  private volatile Instant loadedAt;
  private volatile boolean faulty;

  /** The configuration that the gateway starts with counts as loaded now. */
  ReloadReport(Metrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
    this.loadedAt = clock.instant();
    metrics.gauge(Metric.CONFIG_LOADED_TIME, () -> loadedAt.getEpochSecond());
    metrics.gauge(Metric.CONFIG_FAULTY, () -> faulty ? 1 : 0);
  }

  /** A new configuration holds from now on. */
  void applied(ConfigChange change) {
    loadedAt = clock.instant();
    faulty = false;
    count("applied");
    LOG.atInfo()
        .addKeyValue("added", change.added().size())
        .addKeyValue("removed", change.removed().size())
        .addKeyValue("changed", change.changed().size())
        .addKeyValue("sources_added", names(change.added()))
        .addKeyValue("sources_removed", names(change.removed()))
        .addKeyValue("sources_changed", names(change.changed()))
        .log("config.reloaded");
    if (!change.needRestart().isEmpty()) {
      LOG.atWarn().addKeyValue("keys", names(change.needRestart())).log("config.restart_needed");
    }
  }

  /** The file has faults: the configuration before it is kept. */
  void kept(List<String> faults) {
    faulty = true;
    count("faulty");
    int more = faults.size() - FAULTS_TOLD_MAX;
    LOG.atError()
        .addKeyValue("count", faults.size())
        .addKeyValue(
            "faults",
            String.join("; ", faults.subList(0, Math.min(faults.size(), FAULTS_TOLD_MAX)))
                + (more > 0 ? "; and " + more + " more" : ""))
        .log("config.kept");
  }

  /** The file is good, but the configuration before it is kept until its new topics are ready. */
  void beganWaiting() {
    faulty = false;
    count("waiting");
  }

  void waitsFor(String reason) {
    LOG.atWarn().addKeyValue("reason", reason).log("config.waiting");
  }

  /** A bug of ours: the configuration before is kept. */
  void failed(RuntimeException bug) {
    LOG.atError().setCause(bug).log("config.fault");
  }

  private void count(String outcome) {
    metrics.counter(Metric.CONFIG_RELOADS, outcome).increment();
  }

  private static String names(List<String> names) {
    return String.join(",", names);
  }
}
