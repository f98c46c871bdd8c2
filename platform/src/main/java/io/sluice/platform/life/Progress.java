package io.sluice.platform.life;

import java.time.Duration;

/** Hears how far a start or a stop has come, so that a command line can show it. */
@FunctionalInterface
public interface Progress {

  /** Is told from the thread that starts or stops; must return at once. */
  void tell(Moment moment);

  /** Hears and shows nothing. */
  static Progress silent() {
    return moment -> {};
  }

  /** Whether a part is being started or stopped. */
  enum Direction {
    START,
    STOP
  }

  /** Something worth telling about one part. */
  sealed interface Moment {

    String part();

    Direction direction();

    /** The step begins. */
    record Began(String part, Direction direction) implements Moment {}

    /** The step goes on; told about once a second. */
    record StillRunning(String part, Direction direction, Duration elapsed) implements Moment {}

    /** The step is done. */
    record Finished(String part, Direction direction, Duration elapsed) implements Moment {}

    /** The step failed or ran over its deadline. */
    record Failed(String part, Direction direction, Duration elapsed, String why)
        implements Moment {}
  }
}
