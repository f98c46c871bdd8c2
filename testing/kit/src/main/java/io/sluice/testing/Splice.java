package io.sluice.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client's connection and one to a server, of which each says to the other what it hears. */
final class Splice implements AutoCloseable {
  private final Socket client;
  private final Socket server;

  Splice(Socket client, Socket server) {
    this.client = client;
    this.server = server;
  }

  /** Connects to a port on 127.0.0.1 and returns when the connection has ended. */
  void connectAndPump(int port) {
    try (this) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(FlakyLink.loopback(), port));
      Thread back = Thread.ofVirtual().name("splice-back").start(() -> pump(server, client));
      pump(client, server);
      back.join();
    } catch (IOException unreachable) {
      // The client sees that it was hung up on.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      close();
    }
  }

  @Override
  public void close() {
    FlakyLink.closeQuietly(client);
    FlakyLink.closeQuietly(server);
  }
}
