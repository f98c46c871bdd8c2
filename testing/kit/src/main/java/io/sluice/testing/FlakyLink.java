package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A network line to a port on 127.0.0.1 that a test can break and mend.
 *
 * <pre>
 *   restore    bytes go both ways
 *   delay      bytes go both ways, each chunk after a pause
 *   blackHole  connections are accepted and stay open, bytes vanish, nothing comes back
 *   cut        connections are closed, new ones are refused
 * </pre>
 *
 * <p>The port is the same for the link's whole life, also while it is cut.
 */
public final class FlakyLink implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final ReservedPort port = ReservedPort.take();
  private final Set<LinkedPair> pairs = ConcurrentHashMap.newKeySet();
  private volatile Weather weather = new Weather.Clear(Duration.ZERO);
  private volatile int targetPort;
  private @Nullable Listener listener;

  private FlakyLink() {}

  /** A working link to the port. */
  public static FlakyLink to(int targetPort) {
    FlakyLink link = leadingNowhere();
    link.leadTo(targetPort);
    link.restore();
    return link;
  }

  /** A cut link whose target is not known yet; {@link #leadTo} and {@link #restore} open it. */
  public static FlakyLink leadingNowhere() {
    return new FlakyLink();
  }

  /** Where clients connect, on 127.0.0.1. */
  public int port() {
    return port.number();
  }

  /** Lets connections that are made from now on end at another port. */
  public void leadTo(int port) {
    targetPort = port;
  }

  /** Makes new connections work again; those that lost bytes in a black hole are closed. */
  public synchronized void restore() {
    change(new Weather.Clear(Duration.ZERO));
  }

  /** Holds each chunk of bytes back for this long, in both directions. */
  public synchronized void delay(Duration each) {
    change(new Weather.Clear(each));
  }

  /** Swallows every byte from now on while all connections stay open and new ones are accepted. */
  public synchronized void blackHole() {
    change(new Weather.BlackHole());
  }

  /** Closes every connection and refuses new ones. */
  public void cut() {
    @Nullable Listener ended;
    synchronized (this) {
      ended = listener;
      listener = null;
    }
    if (ended != null) {
      // Not under the lock: the thread that accepts may be waiting for it.
      ended.close();
    }
    pairs.forEach(LinkedPair::close);
  }

  /** How many connections are open through the link. */
  public int connections() {
    return pairs.size();
  }

  @Override
  public void close() {
    cut();
    port.close();
  }

  Weather weather() {
    return weather;
  }

  void forget(LinkedPair pair) {
    pairs.remove(pair);
  }

  private void change(Weather next) {
    weather = next;
    if (next instanceof Weather.Clear) {
      pairs.stream().filter(LinkedPair::lostBytes).forEach(LinkedPair::close);
    }
    startListening();
  }

  private void startListening() {
    if (listener != null) {
      return;
    }
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(loopback(), port()), BACKLOG);
      Thread acceptor = Thread.ofVirtual().unstarted(() -> acceptAll(opened));
      listener = new Listener(opened, acceptor);
      acceptor.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on port " + port(), e);
    }
  }

  private void acceptAll(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        admit(from, from.accept());
      } catch (IOException closedByCut) {
        return;
      }
    }
  }

  /** Under the lock, so that a cut sees either the whole pair or a refused client. */
  private synchronized void admit(ServerSocket from, Socket client) {
    if (from.isClosed()) {
      closeQuietly(client);
      return;
    }
    LinkedPair pair = new LinkedPair(this, client, targetPort);
    pairs.add(pair);
    pair.start();
  }

  static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception alreadyBroken) {
      // Nothing is left to save on a line that is being torn down.
    }
  }

  /** The open port and the thread that accepts on it. */
  record Listener(ServerSocket socket, Thread acceptor) implements AutoCloseable {

    /** Returns when connections are refused, which is not before the blocked accept has ended. */
    @Override
    public void close() {
      closeQuietly(socket);
      try {
        acceptor.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How the link treats bytes while it listens. */
  sealed interface Weather {
    record Clear(Duration delay) implements Weather {}

    record BlackHole() implements Weather {}
  }
}
