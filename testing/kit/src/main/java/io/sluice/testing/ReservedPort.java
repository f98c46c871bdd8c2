package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port on 127.0.0.1 that stays the same while servers on it come and go, also in other processes.
 *
 * <p>A socket that is bound but never listens keeps it: nobody else is given the port, and a client
 * that calls while no server is there is refused. Without it, such a client could be given that
 * very port for its own end and so be connected to itself, and the server could not come back.
 */
public final class ReservedPort implements AutoCloseable {
  private final Socket placeholder;

  private ReservedPort(Socket placeholder) {
    this.placeholder = placeholder;
  }

  /** A port that was free. */
  public static ReservedPort take() {
    try {
      Socket placeholder = new Socket();
      placeholder.setReuseAddress(true);
      placeholder.bind(new InetSocketAddress(FlakyLink.loopback(), 0));
      return new ReservedPort(placeholder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int number() {
    return placeholder.getLocalPort();
  }

  @Override
  public void close() {
    FlakyLink.closeQuietly(placeholder);
  }
}
