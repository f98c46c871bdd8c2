package io.sluice.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The load generator against a small server of the JDK's. */
class LoadRunTest {

  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile long stallMillis;
  private final HttpServer server = start();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    server.stop(0);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void everyWebhookIsAnsweredAndHasAnIdOfItsOwn() {
    LoadOutcome outcome = run(LoadOrder.fullLoad(port(), 1).over(4));
    assertThat(outcome.accepted()).isPositive().isEqualTo(requests.get()).isEqualTo(ids.size());
    assertThat(outcome.refused()).isZero();
    assertThat(outcome.histogram().getTotalCount()).isEqualTo(outcome.accepted());
  }

  @Test
  void connectionsThatAreNotKeptAreOpenedAnew() {
    LoadOutcome outcome = run(LoadOrder.fullLoad(port(), 1).over(2).withoutKeepAlive());
    assertThat(outcome.accepted()).isGreaterThan(2).isEqualTo(requests.get());
  }

  @Test
  void anOpenLoopSendsWhatIsDueHoweverLongAnswersTake() {
    stallMillis = 300;
    LoadOutcome outcome = run(LoadOrder.fullLoad(port(), 1).over(1).atRate(10));
    assertThat(outcome.accepted()).isEqualTo(10);
    // The last one is due after 900 ms and waits until the nine before it are answered.
    assertThat(outcome.histogram().getMaxValue()).isGreaterThan(2_000_000);
  }

  private LoadOutcome run(LoadOrder order) {
    return LoadMain.run(order, group, NioSocketChannel.class);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private HttpServer start() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      made.createContext(
          "/in/hub-00000",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            ids.add(exchange.getRequestHeaders().getFirst("X-GitHub-Delivery"));
            CompletableFuture.delayedExecutor(stallMillis, TimeUnit.MILLISECONDS)
                .execute(() -> accept(exchange));
          });
      made.start();
      return made;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void accept(HttpExchange exchange) {
    try {
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
