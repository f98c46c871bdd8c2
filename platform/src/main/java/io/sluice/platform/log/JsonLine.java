package io.sluice.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** One JSON object: what every line has, then the key-values of the event as further fields. */
final class JsonLine implements Line {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public void append(ILoggingEvent event, StringBuilder out) {
    out.append("{\"time\":\"");
    TIME.formatTo(event.getInstant(), out);
    out.append("\",\"level\":\"").append(event.getLevel()).append('"');
    field("logger", event.getLoggerName(), out);
    field("thread", event.getThreadName(), out);
    field("message", event.getFormattedMessage(), out);
    Fields.of(event).forEach((key, value) -> field(key, value, out));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      field("error", StackTrace.headline(thrown), out);
      field("stack", String.join("\n", StackTrace.lines(thrown)), out);
    }
    out.append("}\n");
  }

  private static void field(String key, @Nullable Object value, StringBuilder out) {
    out.append(",\"");
    Escaped.appendQuotable(key, out);
    out.append("\":");
    switch (value) {
      case null -> out.append("null");
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Double number when Double.isFinite(number) -> out.append(number.doubleValue());
      case Boolean flag -> out.append(flag.booleanValue());
      default -> {
        out.append('"');
        Escaped.appendQuotable(String.valueOf(value), out);
        out.append('"');
      }
    }
  }
}
