package io.sluice.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The load generator's process: reads a {@link LoadOrder} per line, as JSON, and writes its {@link
 * LoadOutcome}. It lives through a whole run, so that it is compiled when it counts; it ends with
 * its input.
 */
@SuppressWarnings("FutureReturnValueIgnored") // listeners are told
public final class LoadMain {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOST = "127.0.0.1";
  private static final int RETRY_MILLIS = 20;

  /** No id comes twice in a run, and none of an earlier run on the same topics. */
  private static final AtomicLong IDS =
      new AtomicLong(System.currentTimeMillis() % 10_000_000 * 100_000);

  private LoadMain() {}

  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // so that what libraries log is no answer
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        LoadOutcome outcome =
            run(JSON.readValue(line, LoadOrder.class), group, EpollSocketChannel.class);
        answers.println(JSON.writeValueAsString(outcome));
      }
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  /** Carries out an order; returns when that is done. */
  static LoadOutcome run(
      LoadOrder order, EventLoopGroup group, Class<? extends SocketChannel> channel) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(channel)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(HOST, order.port());
    EventLoop loop = group.next();
    LoadRun run = new LoadRun(order, loop, IDS::incrementAndGet, c -> connect(bootstrap, loop, c));
    loop.execute(run::start);
    return run.outcome().join();
  }

  private static void connect(Bootstrap bootstrap, EventLoop loop, LoadConnection connection) {
    bootstrap
        .clone()
        .handler(connection)
        .connect()
        .addListener(result -> {
          if (!result.isSuccess()) {
            loop.schedule(
                () -> connect(bootstrap, loop, connection), RETRY_MILLIS, TimeUnit.MILLISECONDS);
          }
        });
  }
}
