package io.sluice.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on a free port that treats every connection as it was told. */
public final class FakeServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket();
  private final FlakyLink.Listener open;

  private FakeServer(Talk talk) throws IOException {
    listener.bind(new InetSocketAddress(FlakyLink.loopback(), 0));
    open = new FlakyLink.Listener(listener, Thread.startVirtualThread(() -> acceptAll(talk)));
  }

  public static FakeServer that(Talk talk) throws IOException {
    return new FakeServer(talk);
  }

  /** Sends every byte back. */
  public static FakeServer echo() throws IOException {
    return that(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() {
    open.close();
  }

  private void acceptAll(Talk talk) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket, talk));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket, Talk talk) {
    try (socket) {
      talk.with(socket);
    } catch (IOException clientGone) {
      // The client's test sees it.
    }
  }

  /** What is done with one connection. */
  public interface Talk {
    void with(Socket socket) throws IOException;
  }
}
