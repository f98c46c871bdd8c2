package io.sluice.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Timeout(30)
class QueueingAppenderTest {

  private static final Logger LOG = LoggerFactory.getLogger("io.sluice.gateway.Edge");
  private static final LogSettings JSON = LogSettings.of(LogFormat.JSON);

  @Test
  void aValueThatCannotBeWrittenCostsOnlyItsOwnEvent() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("broken");
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Logging logging = Logging.start(JSON, out);
    LOG.atInfo().addKeyValue("v", broken).log("lost");
    LOG.info("kept");
    logging.close();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("kept");
    assertThat(logging.dropped().getAsLong()).isEqualTo(1);
  }

  @Test
  void whoLogsNeverWaitsAndDropsAreCounted() throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch unblocked = new CountDownLatch(1);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            writing.countDown();
            try {
              unblocked.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            written.write(bytes, from, length);
          }
        };
    Logging logging = Logging.start(JSON.withQueuedEventsMax(10), stuck);
    LOG.info("first");
    writing.await();
    for (int i = 0; i < 25; i++) {
      LOG.info("later");
    }
    assertThat(logging.dropped().getAsLong()).isEqualTo(15);
    unblocked.countDown();
    logging.close();
    assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(11);
  }

  @Test
  void closingWritesWhatIsQueued() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Logging logging = Logging.start(JSON, out)) {
      for (int i = 0; i < 5_000; i++) {
        LOG.info("event");
      }
      assertThat(logging.dropped().getAsLong()).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(5_000);
  }

  @Test
  void aBrokenOutputDoesNotStopTheProcess() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    Logging logging = Logging.start(JSON, broken);
    LOG.info("a");
    LOG.info("b");
    logging.close();
    assertThat(logging.dropped().getAsLong()).isEqualTo(2);
  }
}
