package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP/1.1 client that sends exactly the bytes it is given, right or wrong.
 *
 * <p>A server may hang up while it is still being spoken to. That is no failure of the test: the
 * rest is not sent, {@link #hungUp()} tells, and {@link #read()} says what came back before.
 */
public final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final Duration limit;
  private boolean hungUp;

  private RawHttp(Socket socket, InputStream in, Duration limit) {
    this.socket = socket;
    this.in = in;
    this.limit = limit;
  }

  /** Connects to 127.0.0.1; nothing that is read later may take longer than the limit. */
  public static RawHttp connect(int port, Duration limit) {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(FlakyLink.loopback(), port), (int) limit.toMillis());
      return new RawHttp(socket, socket.getInputStream(), limit);
    } catch (IOException e) {
      FlakyLink.closeQuietly(socket);
      throw new UncheckedIOException(e);
    }
  }

  /** Sends text, each character as one byte. */
  public RawHttp send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes at once. */
  public RawHttp send(byte[] bytes) {
    if (hungUp) {
      return this;
    }
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      hungUp = true;
    }
    return this;
  }

  /** Sends bytes in small pieces with a pause after each, until all are sent or nobody listens. */
  public RawHttp sendSlowly(byte[] bytes, int pieceBytes, Duration pause) {
    for (int from = 0; from < bytes.length && !hungUp; from += pieceBytes) {
      send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + pieceBytes)));
      LockSupport.parkNanos(pause.toNanos());
    }
    return this;
  }

  /** Says that nothing more will be sent, while answers can still be read. */
  public RawHttp finishSending() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      hungUp = true;
    }
    return this;
  }

  /** Whether the server was found gone while bytes were sent. */
  public boolean hungUp() {
    return hungUp;
  }

  /** Reads what comes next: an answer, the end, or nothing within the limit. */
  public RawAnswer read() {
    return read(true);
  }

  /** Reads the answer to a HEAD request, whose content-length announces no body. */
  public RawAnswer readHead() {
    return read(false);
  }

  /** Reads an answer and fails the test when none comes. */
  public RawAnswer.Response response() {
    return switch (read()) {
      case RawAnswer.Response response -> response;
      case RawAnswer.Closed() -> throw new AssertionError("closed without an answer");
      case RawAnswer.Silence() -> throw new AssertionError("no answer within " + limit);
      case RawAnswer.Garbled(String what) -> throw new AssertionError("garbled answer: " + what);
    };
  }

  @Override
  public void close() {
    FlakyLink.closeQuietly(socket);
  }

  private RawAnswer read(boolean withBody) {
    try {
      return new RawAnswerReader(new TimedInput(socket, in, limit)).read(withBody);
    } catch (NumberFormatException e) {
      return new RawAnswer.Garbled("no length: " + e.getMessage());
    } catch (SocketTimeoutException e) {
      return new RawAnswer.Silence();
    } catch (IOException e) {
      return new RawAnswer.Closed();
    }
  }
}
