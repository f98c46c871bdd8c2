package io.sluice.standalone;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for Ctrl-C or SIGTERM, and lets the process end once the command has cleaned up behind
 * itself. The JVM ends when its shutdown hooks return: ours returns when the command is done.
 */
final class Stopping {

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  Stopping() {
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
    asked.countDown();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("gave up waiting for a clean stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
