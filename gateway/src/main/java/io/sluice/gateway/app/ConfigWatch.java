package io.sluice.gateway.app;

import io.sluice.gateway.log.Pause;
import io.sluice.platform.config.ConfigReading;
import io.sluice.platform.config.FilesRead;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of the configuration now and then, and has them taken once they have stopped
 * changing. Runs on a thread of its own until it is interrupted.
 *
 * <p>It looks at what the files say, not at their times: so it does not matter whether they are
 * rewritten in place, renamed over, or swapped behind a link as Kubernetes does. A file that is
 * only half written must not be taken: what was read must still stand there at the next look, half
 * a second later.
 *
 * <pre>
 *   QUIET ──a file says something else: read──▶ UNSETTLED ──says the same─▶ taken ─▶ QUIET
 *                                               ▲      └──something else: read─┐
 *                                               └──────────────────────────────┘
 * </pre>
 */
final class ConfigWatch implements Runnable {

  /** What to do until the next look. */
  enum Rest {
    /** Nothing has changed: the usual time. */
    QUIET,
    /** Something was read that may be half written: long enough for its writer to go on. */
    UNSETTLED,
    /** A configuration waits for its topics: as long as it is worth to let Kafka be. */
    WAITING
  }

  private static final Duration SETTLE = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration UNTIL_ASKED = Duration.ofDays(10_000);

  private final ConfigView view;
  private final Reloads reloads;
  private final Supplier<GatewayConfig.Reload> settings;
  private final Bell bell;
  private final Pause settling;
  private final ReloadReport report;
  private FilesRead settled;
  private @Nullable ConfigReading<GatewayConfig> unsettled;

  /**
   * @param bell has it look at once
   * @param settling waits between two looks at something that has changed
   */
  ConfigWatch(
      LoadedConfig started,
      Reloads reloads,
      Supplier<GatewayConfig.Reload> settings,
      Bell bell,
      Pause settling,
      ReloadReport report) {
    this.view = started.view();
    this.settled = started.files();
    this.reloads = reloads;
    this.settings = settings;
    this.bell = bell;
    this.settling = settling;
    this.report = report;
  }

  @Override
  public void run() {
    try {
      Rest rest = Rest.QUIET;
      while (true) {
        pause(rest);
        rest = lookOrReport();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the gateway stops
    }
  }

  private void pause(Rest rest) throws InterruptedException {
    GatewayConfig.Reload reload = settings.get();
    switch (rest) {
      case QUIET -> bell.await(reload.watch() ? reload.every() : UNTIL_ASKED);
      case UNSETTLED -> settling.of(SETTLE);
      case WAITING -> bell.await(RETRY);
    }
  }

  /** A bug in reading must not end the watch: the next change may be the one that helps. */
  private Rest lookOrReport() throws InterruptedException {
    try {
      return look();
    } catch (RuntimeException e) {
      report.failed(e);
      return Rest.QUIET;
    }
  }

  /** One look at the files. */
  Rest look() throws InterruptedException {
    ConfigReading<GatewayConfig> candidate = unsettled;
    FilesRead known = candidate == null ? settled : candidate.files();
    if (!view.look(known).equals(known)) {
      unsettled = view.read();
      return Rest.UNSETTLED;
    }
    unsettled = null;
    if (candidate != null && !candidate.files().equals(settled)) {
      settled = candidate.files();
      reloads.take(candidate);
    } else {
      reloads.retry();
    }
    return reloads.isWaiting() ? Rest.WAITING : Rest.QUIET;
  }
}
