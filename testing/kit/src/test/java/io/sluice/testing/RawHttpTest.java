package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RawHttpTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Test
  void readsAnAnswerWithALengthAndLeavesTheNextOneForLater() throws IOException {
    try (FakeServer server =
            answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello",
                "HTTP/1.1 404\r\ncontent-length: 0\r\n\r\n");
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      RawAnswer.Response first = http.response();
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.reason()).isEqualTo("OK");
      assertThat(first.text()).isEqualTo("hello");
      assertThat(first.header("X-a")).containsExactly("1", "2");
      assertThat(http.response().status()).isEqualTo(404);
      assertThat(http.read()).isEqualTo(new RawAnswer.Closed());
    }
  }

  @Test
  void readsChunksWithTrailersAndBodiesThatEndWithTheConnection() throws IOException {
    try (FakeServer server =
            answering(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nt: 1\r\n\r\n",
                "HTTP/1.0 500 Oh no\r\n\r\nthe end");
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      assertThat(http.response().text()).isEqualTo("abc0123456789");
      assertThat(http.response().text()).isEqualTo("the end");
    }
  }

  @Test
  void readsInterimAnswersAndHeadAnswersWithoutABody() throws IOException {
    try (FakeServer server =
            answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n");
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      assertThat(http.response().status()).isEqualTo(100);
      assertThat(http.readHead()).isInstanceOf(RawAnswer.Response.class);
      assertThat(http.response().status()).isEqualTo(204);
    }
  }

  @Test
  void tellsGarbledAnswersFromNone() throws IOException {
    try (FakeServer server = answering("SSH-2.0-hello\r\n");
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      assertThat(http.read()).isEqualTo(new RawAnswer.Garbled("SSH-2.0-hello"));
    }
    try (FakeServer server = answering("HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n");
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      assertThat(http.read()).isInstanceOf(RawAnswer.Garbled.class);
    }
    try (FakeServer server = answering("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc");
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      assertThatThrownBy(http::response).hasMessageContaining("closed without an answer");
    }
  }

  @Test
  void aDripCannotStretchTheLimit() throws IOException {
    Duration limit = Duration.ofMillis(300);
    try (FakeServer server = FakeServer.that(RawHttpTest::drip);
        RawHttp http = RawHttp.connect(server.port(), limit)) {
      assertThat(http.read()).isEqualTo(new RawAnswer.Silence());
    }
  }

  @Test
  void sendsEveryByteAsGivenAlsoSlowlyAndCanHalfClose() throws IOException {
    byte[] odd = {0, (byte) 0xff, '\r', 'G', 'E', 'T', (byte) 0x80};
    AtomicReference<byte[]> seen = new AtomicReference<>(new byte[0]);
    try (FakeServer server =
            FakeServer.that(socket -> {
              seen.set(socket.getInputStream().readAllBytes());
              write(socket, "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
            });
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      http.send("é\r\n").send(odd).sendSlowly(odd, 2, Duration.ofMillis(5)).finishSending();
      assertThat(http.response().status()).isEqualTo(400);
      assertThat(http.hungUp()).isFalse();
    }
    assertThat(new String(seen.get(), StandardCharsets.ISO_8859_1))
        .isEqualTo("é\r\n" + latin(odd) + latin(odd));
  }

  @Test
  void noticesThatTheServerHungUpAndStopsSending() throws IOException {
    try (FakeServer server =
            answering("HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n");
        RawHttp http = RawHttp.connect(server.port(), LIMIT)) {
      http.sendSlowly(new byte[200_000], 100, Duration.ofMillis(2));
      assertThat(http.hungUp()).isTrue();
    }
  }

  /** A server that says this on every connection, asked or not, and hangs up. */
  private static FakeServer answering(String... answer) throws IOException {
    return FakeServer.that(socket -> write(socket, String.join("", answer)));
  }

  private static void drip(Socket socket) throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      write(socket, "H");
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
