package io.sluice.platform.life;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line to the log for each part that was started or is stopped. */
public final class LoggedProgress implements Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  @Override
  public void finished(String part, Duration elapsed) {
    tell("lifecycle.started", part, elapsed);
  }

  @Override
  public void stopping(String part) {
    LOG.atInfo().addKeyValue("part", part).log("lifecycle.stopping");
  }

  @Override
  public void stopped(String part, Duration elapsed) {
    tell("lifecycle.stopped", part, elapsed);
  }

  private static void tell(String event, String part, Duration elapsed) {
    LOG.atInfo().addKeyValue("part", part).addKeyValue("ms", elapsed.toMillis()).log(event);
  }
}
