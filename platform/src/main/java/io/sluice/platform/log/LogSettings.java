package io.sluice.platform.log;

import java.util.Map;
import org.slf4j.event.Level;

/**
 * How and what to log.
 *
 * @param format how a line looks
 * @param colour whether levels are coloured; only in {@link LogFormat#TEXT}
 * @param level the least important level that is written
 * @param levels other levels for some loggers, by the beginning of their names
 * @param queuedEventsMax how many events may wait for the output before further ones are dropped
 */
public record LogSettings(
    LogFormat format, boolean colour, Level level, Map<String, Level> levels, int queuedEventsMax) {

  private static final int QUEUED_EVENTS_MAX = 8192;

  /** Libraries that tell more than anyone wants to know. */
  private static final Map<String, Level> QUIET =
      Map.of(
          "org.apache.kafka", Level.WARN,
          // Says twice a second that a broker is away; whoever needs the broker says it once.
          "org.apache.kafka.clients.NetworkClient", Level.ERROR,
          "kafka", Level.WARN,
          "state.change.logger", Level.WARN,
          "io.netty", Level.WARN);

  /** Keeps its own copy of the map. */
  public LogSettings {
    levels = Map.copyOf(levels);
    if (queuedEventsMax < 1) {
      throw new IllegalArgumentException("room for at least one event: " + queuedEventsMax);
    }
  }

  /** Everything from INFO up, without colours; Kafka and Netty from WARN up. */
  public static LogSettings of(LogFormat format) {
    return new LogSettings(format, false, Level.INFO, QUIET, QUEUED_EVENTS_MAX);
  }

  /** The same with another level. */
  public LogSettings withLevel(Level other) {
    return new LogSettings(format, colour, other, levels, queuedEventsMax);
  }

  /** The same with these levels for some loggers, by the beginning of their names. */
  public LogSettings withLevels(Map<String, Level> others) {
    return new LogSettings(format, colour, level, others, queuedEventsMax);
  }

  /** The same with or without colours. */
  public LogSettings withColour(boolean other) {
    return new LogSettings(format, other, level, levels, queuedEventsMax);
  }

  /** The same with room for another number of waiting events. */
  public LogSettings withQueuedEventsMax(int other) {
    return new LogSettings(format, colour, level, levels, other);
  }
}
