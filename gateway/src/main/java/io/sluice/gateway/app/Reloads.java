package io.sluice.gateway.app;

import io.sluice.gateway.app.ConfigChange.Snapshot;
import io.sluice.gateway.log.TopicCheck;
import io.sluice.platform.config.ConfigReading;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes what was read into the running gateway whole, or not at all. Used by one thread; the swap
 * itself is one volatile write, and a request under way keeps the source that it began with.
 *
 * <pre>
 *   taken ─▶ faulty ─────────────────────────▶ the old one is kept
 *     └────▶ new topics? ─▶ ready ───────────▶ swapped
 *                  ▲  └─▶ Kafka is away: wait ─┐
 *                  └────────── retry ──────────┘
 * </pre>
 */
final class Reloads {

  /** Has topics exist and be known to the producer, as {@code TopicWarmUp} does. */
  @FunctionalInterface
  interface TopicsReady {
    TopicCheck prepare(Collection<String> topics) throws InterruptedException;
  }

  private static final String NO_SOURCES =
      "sources: there is none left, as in a file that was cut off: every provider would be answered"
          + " 404. Restart the gateway if that is meant";

  private final AtomicReference<GatewayConfig> live;
  private final TopicsReady topics;
  private final ReloadReport report;
  private final Snapshot atStart;
  private Snapshot current;
  private @Nullable Snapshot waiting;
  private String reasonTold = "";

  Reloads(
      LoadedConfig started,
      AtomicReference<GatewayConfig> live,
      TopicsReady topics,
      ReloadReport report) {
    this.live = live;
    this.topics = topics;
    this.report = report;
    this.atStart = new Snapshot(started.config(), started.keys());
    this.current = atStart;
  }

  /** Takes a reading, in place of one that may still be waiting. */
  void take(ConfigReading<GatewayConfig> reading) throws InterruptedException {
    waiting = null;
    reasonTold = "";
    switch (reading.result()) {
      case ConfigResult.Valid<GatewayConfig>(GatewayConfig next) ->
          take(new Snapshot(next, reading.keys()));
      case ConfigResult.Faulty<GatewayConfig>(List<Fault> faults) ->
          report.kept(faults.stream().map(Fault::toString).toList());
    }
  }

  private void take(Snapshot next) throws InterruptedException {
    List<String> misfits = misfits(next.config());
    if (misfits.isEmpty()) {
      waiting = next;
      retry();
    } else {
      report.kept(misfits);
    }
  }

  /** What is wrong with a file that is good by itself, but not for this running gateway. */
  private List<String> misfits(GatewayConfig next) {
    if (next.sources().all().isEmpty() && !live.get().sources().all().isEmpty()) {
      return List.of(NO_SOURCES);
    }
    return live.get().taking(next).oversized().stream()
        .map(fault -> "sources: " + fault + " and restart the gateway")
        .toList();
  }

  /** Whether something was taken that could not be swapped in yet. */
  boolean isWaiting() {
    return waiting != null;
  }

  /** Swaps in what waits, if its topics are ready now. */
  void retry() throws InterruptedException {
    Snapshot next = waiting;
    if (next == null) {
      return;
    }
    Optional<String> missing = missingFor(next.config());
    if (missing.isEmpty()) {
      swap(next);
    } else {
      tellOnce(missing.get());
    }
  }

  /** Why the new topics of a configuration are not ready; the others have been all along. */
  private Optional<String> missingFor(GatewayConfig next) throws InterruptedException {
    List<String> known = live.get().topics();
    List<String> fresh = next.topics().stream().filter(topic -> !known.contains(topic)).toList();
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    return switch (topics.prepare(fresh)) {
      case TopicCheck.Ready _ -> Optional.empty();
      case TopicCheck.Faulty(List<String> faults) -> Optional.of(String.join("; ", faults));
      case TopicCheck.Unreachable(String why) -> Optional.of(why);
    };
  }

  private void swap(Snapshot next) {
    ConfigChange change = ConfigChange.between(current, next, atStart);
    live.set(live.get().taking(next.config()));
    current = next;
    waiting = null;
    report.applied(change);
  }

  private void tellOnce(String reason) {
    if (reasonTold.isEmpty()) {
      report.beganWaiting();
    }
    if (!reasonTold.equals(reason)) {
      report.waitsFor(reason);
    }
    reasonTold = reason;
  }
}
