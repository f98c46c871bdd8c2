package io.sluice.platform.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was thrown, in lines, limited in number. */
final class StackTrace {

  private static final int CAUSES_MAX = 5;
  private static final int FRAMES_MAX = 30;

  private StackTrace() {}

  /** The class and the message. */
  static String headline(IThrowableProxy thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClassName() : thrown.getClassName() + ": " + message;
  }

  /** Headlines and frames from the outermost to the innermost cause. */
  static List<String> lines(IThrowableProxy thrown) {
    List<String> lines = new ArrayList<>();
    @Nullable IThrowableProxy each = thrown;
    for (int causes = 0; each != null && causes < CAUSES_MAX; causes++) {
      lines.add((causes == 0 ? "" : "caused by ") + headline(each));
      addFrames(each, lines);
      each = each.getCause();
    }
    if (each != null) {
      lines.add("… more causes");
    }
    return lines;
  }

  private static void addFrames(IThrowableProxy thrown, List<String> lines) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    if (frames == null) {
      return;
    }
    int own = Math.max(0, frames.length - thrown.getCommonFrames());
    for (int i = 0; i < Math.min(own, FRAMES_MAX); i++) {
      lines.add("  at " + frames[i].getStackTraceElement());
    }
    if (frames.length > Math.min(own, FRAMES_MAX)) {
      lines.add("  … " + (frames.length - Math.min(own, FRAMES_MAX)) + " more");
    }
  }
}
