package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket's bytes under one time limit for all reads together, so that a drip cannot stretch it.
 */
final class TimedInput extends InputStream {
  private final Socket socket;
  private final InputStream in;
  private final long endNanos;

  TimedInput(Socket socket, InputStream in, Duration limit) {
    this.socket = socket;
    this.in = in;
    endNanos = System.nanoTime() + limit.toNanos();
  }

  @Override
  public int read() throws IOException {
    limitNextRead();
    return in.read();
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    limitNextRead();
    return in.read(bytes, from, count);
  }

  private void limitNextRead() throws IOException {
    long leftMs = (endNanos - System.nanoTime()) / 1_000_000;
    if (leftMs <= 0) {
      throw new SocketTimeoutException("time is up");
    }
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, leftMs));
  }
}
