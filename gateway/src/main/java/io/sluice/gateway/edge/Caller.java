package io.sluice.gateway.edge;

import io.sluice.gateway.limits.IpText;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/**
 * One open connection. It is closed when no whole request head comes in time, and after an answer
 * that says so.
 *
 * <p>A socket that is closed while bytes wait in it takes the answer before them along. So where a
 * request is answered before its body is in, the rest is read and dropped, for a while.
 */
final class Caller extends Timed {

  private static final long LINGER_NANOS = 2_000_000_000L;

  private final HttpConnection connection;
  private final Loop loop;
  private final InetAddress address;
  private int visitsOpen;
  private boolean parting;
  private boolean gone;

  Caller(HttpConnection connection, Loop loop) {
    this.connection = connection;
    this.address = addressOf(connection);
    this.loop = loop;
  }

  /** The address of who is connected; a proxy's where there is one. */
  InetAddress address() {
    return address;
  }

  /** The connection is open and silent; its first request head is due. */
  void connected() {
    await(loop.limits().headTimeout().toNanos());
  }

  /** A whole request head has come. */
  void visitBegan() {
    visitsOpen++;
    loop.deadlines().cancel(this);
  }

  /** The answer that comes now is the last one on this connection. */
  void part() {
    parting = true;
  }

  boolean isParting() {
    return parting;
  }

  /** A request was answered, perhaps before its body was in. */
  void visitEnded(boolean bodyEnded) {
    visitsOpen--;
    if (bodyEnded) {
      goOn();
    } else {
      await(LINGER_NANOS);
    }
  }

  /** The rest of a body has come whose request was answered before. */
  void bodyDropped() {
    goOn();
  }

  private void goOn() {
    if (parting && visitsOpen == 0) {
      connection.close();
    } else {
      await(loop.limits().keepAlive().toNanos());
    }
  }

  private void await(long nanos) {
    if (visitsOpen == 0 && !gone) {
      loop.deadlines().set(this, loop.nanos().getAsLong() + nanos);
    }
  }

  /** The connection was closed. */
  void gone() {
    gone = true;
    loop.deadlines().cancel(this);
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
