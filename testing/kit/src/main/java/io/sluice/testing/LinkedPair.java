package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One client's connection through a {@link FlakyLink} and its other half to the target. */
final class LinkedPair {
  private static final int CHUNK_BYTES = 64 * 1_024;

  private final FlakyLink link;
  private final Socket client;
  private final Socket target = new Socket();
  private final int targetPort;
  private final AtomicBoolean lostBytes = new AtomicBoolean();
  private final AtomicInteger openDirections = new AtomicInteger(2);
  private final CountDownLatch closed = new CountDownLatch(1);

  LinkedPair(FlakyLink link, Socket client, int targetPort) {
    this.link = link;
    this.client = client;
    this.targetPort = targetPort;
  }

  void start() {
    Thread.ofVirtual().name("flaky-link-out").start(this::connectAndPump);
  }

  boolean lostBytes() {
    return lostBytes.get();
  }

  void close() {
    closed.countDown();
    FlakyLink.closeQuietly(client);
    FlakyLink.closeQuietly(target);
    link.forget(this);
  }

  private void connectAndPump() {
    try {
      client.setTcpNoDelay(true);
      target.connect(new InetSocketAddress(FlakyLink.loopback(), targetPort));
      target.setTcpNoDelay(true);
    } catch (IOException unreachable) {
      connectLater();
      return;
    }
    Thread.ofVirtual().name("flaky-link-in").start(() -> pump(target, client));
    pump(client, target);
  }

  /** A target that is away refuses its clients, but not those who talk to a black hole. */
  private void connectLater() {
    if (link.weather() instanceof FlakyLink.Weather.Clear) {
      close();
      return;
    }
    try {
      lostBytes.set(true);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException clientGone) {
      // Closed below like any other end.
    }
    close();
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        pass(chunk, size, to);
      }
      endDirection(to);
    } catch (IOException broken) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private void pass(byte[] chunk, int size, Socket to) throws IOException, InterruptedException {
    switch (link.weather()) {
      case FlakyLink.Weather.BlackHole() -> swallow();
      case FlakyLink.Weather.Clear(Duration delay) -> {
        if (delay.isPositive() && closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        if (link.weather() instanceof FlakyLink.Weather.BlackHole) {
          swallow();
        } else {
          to.getOutputStream().write(chunk, 0, size);
        }
      }
    }
  }

  /** Loses bytes; if the link was restored meanwhile, that missed this pair, so it ends itself. */
  private void swallow() {
    lostBytes.set(true);
    if (link.weather() instanceof FlakyLink.Weather.Clear) {
      close();
    }
  }

  /** Hands an end of stream on, and closes the pair once both sides have said theirs. */
  private void endDirection(Socket to) throws IOException {
    if (link.weather() instanceof FlakyLink.Weather.BlackHole) {
      swallow();
      return;
    }
    to.shutdownOutput();
    if (openDirections.decrementAndGet() == 0) {
      close();
    }
  }
}
