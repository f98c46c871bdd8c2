package io.sluice.system;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Makes Vert.x's blocked-thread checker fatal: what it would only log fails the test. */
final class LoopWatch {

  private static final String CHECKER = "io.vertx.core.impl.BlockedThreadChecker";
  private static final List<String> BLOCKED = new CopyOnWriteArrayList<>();

  static {
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            BLOCKED.add(event.getFormattedMessage());
          }
        };
    appender.start();
    ((Logger) LoggerFactory.getLogger(CHECKER)).addAppender(appender);
  }

  private LoopWatch() {}

  /** A Vert.x whose event loops may be busy for one second at the most. */
  static Vertx watched() {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
            .setBlockedThreadCheckInterval(100)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
            .setMaxEventLoopExecuteTime(1)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
  }

  /** Fails when an event loop was blocked since the last look. */
  static void check() {
    List<String> seen = List.copyOf(BLOCKED);
    BLOCKED.clear();
    if (!seen.isEmpty()) {
      throw new AssertionError("an event loop was blocked: " + seen);
    }
  }
}
