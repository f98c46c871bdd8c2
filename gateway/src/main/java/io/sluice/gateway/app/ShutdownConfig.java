package io.sluice.gateway.app;

import io.sluice.platform.config.Section;
import java.time.Duration;

/**
 * How long the gateway takes to stop.
 *
 * <pre>
 *   0          notice                          end of in-flight     grace
 *   ├─ not ready ┼──── refusing: what is under way ends ┼─ the parts ──┤
 *   │  but taking │                  3/4                │      1/4     │
 * </pre>
 *
 * @param notice how long requests are still taken after readiness is gone
 * @param grace how long stopping may take in all
 */
public record ShutdownConfig(Duration notice, Duration grace) {

  private static final Duration NOTICE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(25);

  static ShutdownConfig read(Section section) {
    ShutdownConfig config =
        new ShutdownConfig(
            section.duration(
                "notice",
                NOTICE,
                Duration.ZERO,
                Duration.ofMinutes(10),
                "How long requests are still taken after /readyz has begun to say 503. Must be"
                    + " longer than the load balancer takes to see that: its interval times the"
                    + " failures it waits for."),
            section.duration(
                "grace",
                GRACE,
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                "How long stopping may take in all, the notice included. Whoever stops the process"
                    + " must wait longer before killing it (terminationGracePeriodSeconds)."));
    if (config.notice.compareTo(config.grace) >= 0) {
      section.fault("grace", "must be longer than shutdown.notice, which is a part of it");
    }
    return config;
  }

  /** Without load balancers to wait for. */
  static ShutdownConfig atOnce() {
    return new ShutdownConfig(Duration.ZERO, Duration.ofSeconds(4));
  }

  /** How long the requests in flight may take to end. */
  Duration inFlightMax() {
    return grace.minus(notice).multipliedBy(3).dividedBy(4);
  }

  /** How long the parts behind the edge may take to stop, together. */
  Duration partsMax() {
    return grace.minus(notice).minus(inFlightMax());
  }
}
