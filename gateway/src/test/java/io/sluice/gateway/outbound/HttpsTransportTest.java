package io.sluice.gateway.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpsTransportTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    server.createContext("/text", exchange -> answer(exchange, 200, "text".getBytes(UTF_8)));
    server.createContext("/none", exchange -> answer(exchange, 404, new byte[0]));
    server.createContext("/full", exchange -> answer(exchange, 200, new byte[BODY_BYTES_MAX]));
    server.createContext("/over", exchange -> answer(exchange, 200, new byte[BODY_BYTES_MAX + 1]));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/text");
          answer(exchange, 302, new byte[0]);
        });
    server.createContext("/stuck", this::getStuckInTheBody);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }

  @Test
  void fetchesWhatIsThere() {
    assertThat(get("/text"))
        .isInstanceOfSatisfying(
            Transport.Answer.Got.class,
            got -> {
              assertThat(got.status()).isEqualTo(200);
              assertThat(got.body()).asString(UTF_8).isEqualTo("text");
            });
    assertStatus(404, get("/none"));
  }

  @Test
  void followsNoRedirect() {
    assertStatus(302, get("/moved"));
  }

  @Test
  void readsNoMoreThanItsLimit() {
    assertStatus(200, get("/full"));
    assertThat(get("/over")).isEqualTo(new Transport.Answer.Failed());
  }

  @Test
  void waitsNoLongerThanItsLimitForTheLastByte() {
    try (HttpsTransport impatient = new HttpsTransport("http", Duration.ofMillis(200))) {
      assertThat(impatient.get(url("/stuck"))).isEqualTo(new Transport.Answer.Failed());
    }
  }

  @Test
  void callsNothingWithoutTls() {
    try (HttpsTransport transport = new HttpsTransport()) {
      assertThat(transport.get(url("/text"))).isEqualTo(new Transport.Answer.Failed());
    }
  }

  @Test
  void whereNobodyListensThereIsNoAnswer() {
    server.stop(0);

    assertThat(get("/text")).isEqualTo(new Transport.Answer.Failed());
  }

  private Transport.Answer get(String path) {
    try (HttpsTransport transport = new HttpsTransport("http", LONG)) {
      return transport.get(url(path));
    }
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void assertStatus(int status, Transport.Answer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Transport.Answer.Got.class, got -> assertThat(got.status()).isEqualTo(status));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void getStuckInTheBody(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 10);
      OutputStream body = exchange.getResponseBody();
      body.write('a');
      body.flush();
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
