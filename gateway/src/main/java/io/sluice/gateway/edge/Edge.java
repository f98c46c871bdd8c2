package io.sluice.gateway.edge;

import io.sluice.platform.metrics.Metric;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server of one event loop; several of them share one port. */
public final class Edge extends VerticleBase {

  private static final long SWEEP_MILLIS = 50;

  /** Vert.x's way to say: any free port, but the same for every instance. */
  private static final int FREE_PORT_FOR_ALL = -1;

  private static final int CHUNK_BYTES_MAX = 64 * 1024;

  private final EdgeParts parts;
  private final HttpServerOptions options;
  private final Duration inFlightMax;
  private final AtomicInteger connectionsOpen;
  private final IdentityHashMap<HttpConnection, Caller> callers = new IdentityHashMap<>();

  @SuppressWarnings("NullAway.Init") // set by start, before anything can call in
  private Loop loop;

  @SuppressWarnings("NullAway.Init") // set by start, before anything can call in
  private HttpServer server;

  /**
   * @param inFlightMax how long requests in flight may take to end when the gateway stops
   * @param connectionsOpen the connections of all event loops together
   */
  public Edge(
      EdgeParts parts, String host, int port, Duration inFlightMax, AtomicInteger connectionsOpen) {
    this.parts = parts;
    this.options = options(parts.limits(), host, port);
    this.inFlightMax = inFlightMax;
    this.connectionsOpen = connectionsOpen;
  }

  private static HttpServerOptions options(HttpLimits limits, String host, int port) {
    return new HttpServerOptions()
        .setHost(host)
        // With it on, Vert.x tells of a connection only once its first request head is whole:
        // nobody
        // could hang up on a sender that never gets there.
        .setHttp2ClearTextEnabled(false)
        .setPort(port == 0 ? FREE_PORT_FOR_ALL : port)
        .setMaxInitialLineLength(limits.requestLineBytesMax())
        .setMaxHeaderSize(limits.headerBytesMax())
        .setMaxChunkSize(CHUNK_BYTES_MAX)
        .setAcceptBacklog(4096)
        .setIdleTimeout((int) limits.keepAlive().plusSeconds(30).toSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  @Override
  public Future<?> start() {
    loop = new Loop(parts, context);
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(this::connected)
            .invalidRequestHandler(this::malformed)
            .requestHandler(this::requested);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> loop.deadlines().sweep(parts.nanos().getAsLong()));
    return server.listen();
  }

  /**
   * From now on Vert.x drops new requests without an answer and closes connections without one. So
   * the door must be shut before, and better have been left for a while: then all answers ended
   * their connections, and few are open that somebody could send a request on.
   */
  @Override
  public Future<?> stop() {
    return server.shutdown(inFlightMax.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The port that is listened on, once started. */
  public int port() {
    return server.actualPort();
  }

  private void connected(HttpConnection connection) {
    if (connectionsOpen.incrementAndGet() > parts.limits().connectionsMax()) {
      connectionsOpen.decrementAndGet();
      parts.metrics().counter(Metric.CONNECTIONS_REFUSED, "limit").increment();
      connection.close();
      return;
    }
    Caller caller = new Caller(connection, loop);
    callers.put(connection, caller);
    caller.connected();
    connection.closeHandler(_ -> {
      connectionsOpen.decrementAndGet();
      caller.gone();
      callers.remove(connection);
    });
  }

  private void requested(HttpServerRequest request) {
    Caller caller = callers.get(request.connection());
    if (caller == null) {
      request.connection().close(); // refused when it was opened
      return;
    }
    if (!caller.isParting()) { // or it was told that what it sent on would not be looked at
      new Visit(loop, request, caller).begin();
    }
  }

  /** What cannot be read as HTTP: says which limit or grammar it broke, and hangs up. */
  private void malformed(HttpServerRequest request) {
    parts.metrics().counter(Metric.HTTP_REJECTED, "malformed").increment();
    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
  }
}
