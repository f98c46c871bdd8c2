package io.sluice.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** A way to write an event: one line, or several where people read a stack trace. */
@FunctionalInterface
interface Line {

  void append(ILoggingEvent event, StringBuilder out);
}
