package io.sluice.platform.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Aligned columns for people: time, level, logger, message, {@code key=value}. */
final class TextLine implements Line {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int LOGGER_WIDTH = 16;
  private static final int MESSAGE_WIDTH = 16;
  private static final int LEVEL_WIDTH = 5;

  private final boolean colour;

  TextLine(boolean colour) {
    this.colour = colour;
  }

  @Override
  public void append(ILoggingEvent event, StringBuilder out) {
    TIME.formatTo(event.getInstant(), out);
    out.append(' ');
    appendLevel(event.getLevel(), out);
    String logger = event.getLoggerName();
    appendPadded(logger.substring(logger.lastIndexOf('.') + 1), LOGGER_WIDTH, out.append(' '));
    Map<String, @Nullable Object> fields = Fields.of(event);
    int messageWidth = fields.isEmpty() ? 0 : MESSAGE_WIDTH;
    appendPadded(event.getFormattedMessage(), messageWidth, out.append(' '));
    fields.forEach((key, value) -> {
      appendBare(key, out.append(' '));
      appendValue(String.valueOf(value), out.append('='));
    });
    out.append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      StackTrace.lines(thrown).forEach(line -> appendIndented(line, out));
    }
  }

  private void appendLevel(Level level, StringBuilder out) {
    String code =
        switch (level.toInt()) {
          case Level.ERROR_INT -> "\u001b[31m";
          case Level.WARN_INT -> "\u001b[33m";
          case Level.INFO_INT -> "\u001b[32m";
          default -> "\u001b[2m";
        };
    out.append(colour ? code : "");
    appendPadded(level.toString(), LEVEL_WIDTH, out);
    out.append(colour ? "\u001b[0m" : "");
  }

  private static void appendPadded(String text, int width, StringBuilder out) {
    int start = out.length();
    Escaped.appendReadable(text, out);
    out.repeat(' ', Math.max(0, width - (out.length() - start)));
  }

  /** Keys keep to one word, so that a value cannot pass for a key. */
  private static void appendBare(String key, StringBuilder out) {
    Escaped.appendReadable(key.replace(' ', '_').replace('=', '_'), out);
  }

  private static void appendValue(String value, StringBuilder out) {
    boolean quoted =
        value.isEmpty()
            || value.chars().anyMatch(c -> c <= ' ' || c == '=' || c == '"' || c == '\\');
    if (quoted) {
      Escaped.appendQuotable(value, out.append('"'));
      out.append('"');
    } else {
      Escaped.appendReadable(value, out);
    }
  }

  private static void appendIndented(String line, StringBuilder out) {
    Escaped.appendReadable(line, out.append("    "));
    out.append('\n');
  }
}
