package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket's bytes under one time limit for all reads together, so that a drip cannot stretch it.
 */
final class TimedInput {
  private final Socket socket;
  private final InputStream in;
  private final long endNanos;

  TimedInput(Socket socket, InputStream in, Duration limit) {
    this.socket = socket;
    this.in = in;
    endNanos = System.nanoTime() + limit.toNanos();
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    long leftMs = (endNanos - System.nanoTime()) / 1_000_000;
    if (leftMs <= 0) {
      throw new SocketTimeoutException("time is up");
    }
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, leftMs));
    return in.read();
  }
}
