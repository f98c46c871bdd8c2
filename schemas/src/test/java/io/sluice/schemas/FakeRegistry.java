package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry that gives one answer to everything and remembers what it was asked. */
final class FakeRegistry implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answer answer = new Answer(200, "{}", true);

  FakeRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  record Asked(String line, String contentType, String body) {}

  private record Answer(int status, String body, boolean whole) {}

  void answer(int status, String body) {
    answer = new Answer(status, body, true);
  }

  /** Sends the head of an answer and never its end. */
  void stall() {
    answer = new Answer(200, "{", false);
  }

  List<Asked> asked() {
    return asked;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      asked.add(
          new Asked(exchange.getRequestMethod() + " " + exchange.getRequestURI(), type, body));
      Answer now = answer;
      byte[] bytes = now.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(now.status(), now.whole() ? bytes.length : bytes.length + 10);
      exchange.getResponseBody().write(bytes);
      if (!now.whole()) {
        exchange.getResponseBody().flush();
        closed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
