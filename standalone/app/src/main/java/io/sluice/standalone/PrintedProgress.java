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
  public void stillRunning(String part, Duration elapsed) {
    say("starting " + part + " …", elapsed);
  }

  @Override
  public void finished(String part, Duration elapsed) {
    if (elapsed.compareTo(WORTH_TELLING) >= 0) {
      say("started " + part + " in", elapsed);
    }
  }

  @Override
  public void stillStopping(String part, Duration elapsed) {
    say("stopping " + part + " …", elapsed);
  }

  private void say(String what, Duration elapsed) {
    out.printf(Locale.ROOT, "  %s %.1f s%n", what, elapsed.toMillis() / 1000.0);
    out.flush();
  }
}
