package io.sluice.standalone;

import io.sluice.platform.log.LogFormat;
import io.sluice.platform.log.LogSettings;
import io.sluice.platform.log.Logging;
import java.util.Map;
import org.slf4j.event.Level;

/** What the commands log, and where to. */
final class CommandLogs {

  /** Kafka's broker and clients warn of much that is no trouble in one process. */
  private static final Map<String, Level> QUIET_KAFKA =
      Map.of(
          "org.apache.kafka", Level.ERROR,
          "kafka", Level.ERROR,
          "state.change.logger", Level.ERROR,
          "io.netty", Level.WARN);

  private CommandLogs() {}

  /** For {@code sluice gateway}: its log is its output. */
  static Logging service(LogFormat format) {
    return Logging.start(LogSettings.of(format), System.out);
  }

  /** For {@code sluice dev}: the gateway's lines, not the broker's. */
  static Logging dev(LogFormat format) {
    return Logging.start(LogSettings.of(format).withLevels(QUIET_KAFKA), System.out);
  }

  /** For commands whose output is what they print: only what is wrong, beside it. */
  static Logging tool() {
    return Logging.start(
        LogSettings.of(LogFormat.TEXT).withLevel(Level.ERROR).withLevels(QUIET_KAFKA), System.err);
  }
}
