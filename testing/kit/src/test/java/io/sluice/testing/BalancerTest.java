package io.sluice.testing;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BalancerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void givesNewConnectionsToThoseThatAreReadyInTurn() throws IOException {
    try (Fake a = new Fake("a");
        Fake b = new Fake("b");
        Balancer balancer = Balancer.over(List.of(a.address(), b.address()))) {
      areReady(balancer, 2);
      List<String> four = List.of(ask(balancer), ask(balancer), ask(balancer), ask(balancer));
      assertThat(four).containsOnlyOnce("a1", "a2", "b1", "b2");
    }
  }

  @Test
  void sendsNobodyNewToOneThatIsNotReadyAndBreaksNoConnectionToIt() throws IOException {
    try (Fake a = new Fake("a");
        Fake b = new Fake("b");
        Balancer balancer = Balancer.over(List.of(a.address(), b.address()))) {
      areReady(balancer, 2);
      try (RawHttp one = RawHttp.connect(balancer.port(), LIMIT);
          RawHttp other = RawHttp.connect(balancer.port(), LIMIT)) {
        String before = say(one) + say(other);
        assertThat(before).contains("a1", "b1");
        a.ready.set(false);
        areReady(balancer, 1);
        assertThat(ask(balancer) + ask(balancer)).isEqualTo("b2b3");
        assertThat(say(one) + say(other)).as("where they were").isEqualTo(before);
        a.ready.set(true);
        areReady(balancer, 2);
        assertThat(ask(balancer) + ask(balancer)).contains("a2");
      }
    }
  }

  @Test
  void hangsUpWhereNobodyIsThereOrNobodyIsReady() throws IOException {
    try (ReservedPort nobody = ReservedPort.take();
        Fake a = new Fake("a");
        Balancer balancer =
            Balancer.over(List.of(new Balancer.Address(nobody.number(), a.ops.port())))) {
      areReady(balancer, 1);
      hangsUp(balancer);
      a.ready.set(false);
      areReady(balancer, 0);
      hangsUp(balancer);
    }
  }

  private static void areReady(Balancer balancer, int count) {
    eventually(LIMIT, () -> assertThat(balancer.ready()).isEqualTo(count));
  }

  private static void hangsUp(Balancer balancer) {
    try (RawHttp http = RawHttp.connect(balancer.port(), LIMIT)) {
      assertThat(http.read()).isEqualTo(new RawAnswer.Closed());
    }
  }

  private static String ask(Balancer balancer) {
    try (RawHttp http = RawHttp.connect(balancer.port(), LIMIT)) {
      return say(http);
    }
  }

  private static String say(RawHttp http) {
    return http.send("?").response().text();
  }

  /** A server that says its name and the number of the connection whenever it is spoken to. */
  private static final class Fake implements AutoCloseable {
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final AtomicInteger connections = new AtomicInteger();
    private final FakeServer http;
    private final FakeServer ops;

    Fake(String name) throws IOException {
      http = FakeServer.that(socket -> talk(socket, name + connections.incrementAndGet()));
      ops = FakeServer.that(socket -> answer(socket, ready.get() ? 200 : 503, ""));
    }

    Balancer.Address address() {
      return new Balancer.Address(http.port(), ops.port());
    }

    private static void talk(Socket socket, String text) throws IOException {
      while (socket.getInputStream().read() >= 0) {
        answer(socket, 200, text);
      }
    }

    private static void answer(Socket socket, int status, String text) throws IOException {
      String answer =
          "HTTP/1.1 %d x\r\ncontent-length: %d\r\n\r\n%s".formatted(status, text.length(), text);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
      http.close();
      ops.close();
    }
  }
}
