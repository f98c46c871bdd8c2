package io.sluice.standalone;

import io.sluice.platform.life.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells the person at the terminal of each step that takes a second or more. */
final class PrintedProgress implements Progress {

  private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

  private final PrintWriter out;

  PrintedProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void tell(Moment moment) {
    switch (moment) {
      case Moment.Began _ -> {}
      case Moment.StillRunning(String part, Direction direction, Duration elapsed) ->
          say("%s %s … %d s", verb(direction), part, elapsed.toSeconds());
      case Moment.Finished(String part, Direction direction, Duration elapsed) -> {
        if (elapsed.compareTo(WORTH_TELLING) >= 0) {
          say("%s %s: done in %.1f s", verb(direction), part, elapsed.toMillis() / 1000.0);
        }
      }
      case Moment.Failed(String part, Direction direction, _, String why) ->
          say("%s %s failed: %s", verb(direction), part, why);
    }
  }

  private static String verb(Progress.Direction direction) {
    return switch (direction) {
      case START -> "starting";
      case STOP -> "stopping";
    };
  }

  private void say(String format, Object... values) {
    out.println("  " + String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
