package io.sluice.gateway.edge;

import io.sluice.gateway.limits.IpText;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/** One open connection. It is closed when no whole request head comes in time. */
final class Caller extends Timed {

  private final HttpConnection connection;
  private final Deadlines deadlines;
  private final InetAddress address;
  private int visitsOpen;
  private boolean gone;

  Caller(HttpConnection connection, Deadlines deadlines) {
    this.connection = connection;
    this.address = addressOf(connection);
    this.deadlines = deadlines;
  }

  /** The address of who is connected; a proxy's where there is one. */
  InetAddress address() {
    return address;
  }

  /** The connection is open and silent; its first request head is due. */
  void await(long dueNanos) {
    deadlines.set(this, dueNanos);
  }

  /** A whole request head has come. */
  void visitBegan() {
    visitsOpen++;
    deadlines.cancel(this);
  }

  /** A request was answered; the next head is due. */
  void visitEnded(long dueNanos) {
    visitsOpen--;
    if (visitsOpen == 0 && !gone) {
      deadlines.set(this, dueNanos);
    }
  }

  /** The connection was closed. */
  void gone() {
    gone = true;
    deadlines.cancel(this);
  }

  @Override
  void expired() {
    connection.close();
  }

  /** A literal, which needs no look-up. */
  private static InetAddress addressOf(HttpConnection connection) {
    SocketAddress remote = connection.remoteAddress();
    InetAddress known = remote == null ? null : IpText.parse(remote.hostAddress());
    return known == null ? InetAddress.getLoopbackAddress() : known;
  }
}
