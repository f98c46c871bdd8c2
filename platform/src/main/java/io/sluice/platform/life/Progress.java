package io.sluice.platform.life;

import java.time.Duration;

/**
 * Hears how far a start or a stop has come, so that a command line can show it. Is told from the
 * thread that starts or stops, and must return at once.
 */
public interface Progress {

  /** A part begins to start. */
  default void started(String part) {}

  /** A part is still starting; told about once a second. */
  default void stillRunning(String part, Duration elapsed) {}

  /** A part has started. */
  default void finished(String part, Duration elapsed) {}

  /** A part could not be started. */
  default void failed(String part, Duration elapsed, String why) {}

  /** A part begins to stop. */
  default void stopping(String part) {}

  /** A part is still stopping; told about once a second. */
  default void stillStopping(String part, Duration elapsed) {}

  /** A part has stopped, or the attempt is over. */
  default void stopped(String part, Duration elapsed) {}

  /** Hears and shows nothing. */
  static Progress none() {
    return new Progress() {};
  }
}
