package io.sluice.standalone;

import io.sluice.platform.life.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Tells the person at the terminal of each step that takes a second or more. */
final class PrintedProgress implements Progress {

  private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

  private final PrintWriter out;

  PrintedProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void stillRunning(String name, Duration elapsed) {
    say("  starting %s … %d s", name, elapsed);
  }

  @Override
  public void finished(String name, Duration elapsed) {
    if (elapsed.compareTo(WORTH_TELLING) >= 0) {
      say("  %s started in %d s", name, elapsed);
    }
  }

  private void say(String format, String name, Duration elapsed) {
    out.println(String.format(format, name, elapsed.toSeconds()));
    out.flush();
  }
}
