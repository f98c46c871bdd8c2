package io.sluice.platform.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * The log of this process, set up by code alone. Events are written with SLF4J's fluent calls, one
 * wide event per unit of work:
 *
 * <pre>{@code
 * log.atInfo().addKeyValue("source", name).addKeyValue("outcome", "stored").log("hook.received");
 * }</pre>
 *
 * <p>Values are written later and by another thread, so they must not change: texts, numbers,
 * flags.
 */
public final class Logging implements AutoCloseable {

  private final Logger root;
  private final QueueingAppender appender;

  private Logging(Logger root, QueueingAppender appender) {
    this.root = root;
    this.appender = appender;
  }

  /** Starts to log to {@code out} with the usual settings. */
  public static Logging start(LogFormat format, OutputStream out) {
    return start(LogSettings.of(format), out);
  }

  /** Starts to log to {@code out}, which stays open; replaces what had been set up before. */
  public static Logging start(LogSettings settings, OutputStream out) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Line line =
        switch (settings.format()) {
          case JSON -> new JsonLine();
          case TEXT -> new TextLine(settings.colour());
        };
    QueueingAppender appender = new QueueingAppender(line, out, settings.queuedEventsMax());
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.convertAnSLF4JLevel(settings.level()));
    root.addAppender(appender);
    settings
        .levels()
        .forEach((logger, level) ->
            context.getLogger(logger).setLevel(Level.convertAnSLF4JLevel(level)));
    return new Logging(root, appender);
  }

  /** How many events have been dropped because the output was too slow. */
  public LongSupplier dropped() {
    return appender::dropped;
  }

  /** Writes what is still queued and stops. */
  @Override
  public void close() {
    appender.stop();
    root.detachAppender(appender);
  }
}
