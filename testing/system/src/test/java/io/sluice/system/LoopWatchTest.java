package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.Eventually;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

  @Test
  void seesABlockedEventLoop() throws Exception {
    Vertx vertx = LoopWatch.watched();
    CountDownLatch release = new CountDownLatch(1);
    try {
      vertx.runOnContext(_ -> hold(release));
      Eventually.eventually(
          Duration.ofSeconds(10),
          () ->
              assertThatThrownBy(LoopWatch::check)
                  .isInstanceOf(AssertionError.class)
                  .hasMessageContaining("blocked"));
    } finally {
      release.countDown();
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static void hold(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
