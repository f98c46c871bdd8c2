package io.sluice.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for Ctrl-C or SIGTERM, and lets the process end once the command has cleaned up behind
 * itself. The JVM ends when its shutdown hooks return: ours returns when the command is done. A
 * second signal does not wait for that.
 */
final class Stopping {

  /** Closing keeps its time itself; this is for what goes wrong there. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Duration patience;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * @param stopMax how long closing may take
   */
  Stopping(Duration stopMax) {
    patience = stopMax.plus(MARGIN);
    Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "stopping"));
  }

  /** Returns when the process is asked to stop. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed: the process may end. */
  void done() {
    done.countDown();
  }

  private void ask() {
    SecondSignal.endsAtOnce();
    asked.countDown();
    try {
      if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("gave up waiting for a clean stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
