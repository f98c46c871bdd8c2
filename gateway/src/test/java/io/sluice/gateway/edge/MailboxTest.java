package io.sluice.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private static final int THREADS = 4;
  private static final int EACH = 50_000;

  @Test
  void losesNoneOfManyThreadsTasksAndRunsThemOnItsLoop() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Mailbox mailbox = new Mailbox(vertx.getOrCreateContext());
      CountDownLatch left = new CountDownLatch(THREADS * EACH);
      AtomicInteger offLoop = new AtomicInteger();
      for (int t = 0; t < THREADS; t++) {
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < EACH; i++) {
                mailbox.offer(() -> {
                  if (!Context.isOnEventLoopThread()) {
                    offLoop.incrementAndGet();
                  }
                  left.countDown();
                });
              }
            });
      }
      assertThat(left.await(30, TimeUnit.SECONDS)).as("all tasks ran").isTrue();
      assertThat(offLoop).hasValue(0);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
