package io.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A port on 127.0.0.1 that is known before its server starts.
 *
 * <p>A free port is bound at once and handed over bound, so that nobody can take it in between. A
 * port that was asked for is only tried: its clients are refused until the server is ready, rather
 * than left waiting.
 */
final class ListenPort implements AutoCloseable {
  private final int number;
  private @Nullable ServerSocketChannel bound;

  private ListenPort(int number, @Nullable ServerSocketChannel bound) {
    this.number = number;
    this.bound = bound;
  }

  /** The port with this number, or a free one for 0. */
  static ListenPort claim(int number) {
    try {
      ServerSocketChannel channel = open(number);
      if (number == 0) {
        return new ListenPort(((InetSocketAddress) channel.getLocalAddress()).getPort(), channel);
      }
      channel.close();
      return new ListenPort(number, null);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + number + " on 127.0.0.1 cannot be used", e);
    }
  }

  int number() {
    return number;
  }

  /** The listening, non-blocking channel, which now belongs to the caller. */
  ServerSocketChannel handOver() throws IOException {
    ServerSocketChannel channel = bound == null ? open(number) : bound;
    bound = null;
    return channel;
  }

  /** Lets go of a port that was never handed over. */
  @Override
  public void close() {
    try {
      if (bound != null) {
        bound.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let go of port " + number, e);
    }
  }

  private static ServerSocketChannel open(int number) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.configureBlocking(false);
      byte[] loopback = {127, 0, 0, 1};
      return channel.bind(new InetSocketAddress(InetAddress.getByAddress(loopback), number));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
