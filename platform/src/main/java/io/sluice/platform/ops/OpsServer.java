package io.sluice.platform.ops;

import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The HTTP server for operators: {@code /livez}, {@code /readyz}, {@code /metrics}, {@code
 * /version}, and whatever else this process can be asked to do.
 */
public final class OpsServer {

  /** The content type of {@code /metrics}. */
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String LIVE = new JsonObject().put("live", true).encode();
  private static final int IDLE_SECONDS_MAX = 60;

  private final Vertx vertx;
  private final String host;
  private final int port;
  private final Readiness readiness;
  private final Metrics metrics;
  private final Map<String, Runnable> orders;
  private final HttpServer server;

  /**
   * A server that is to listen on a port; port 0 stands for any free one.
   *
   * @param orders what a POST sets going, by path; runs on an event loop and must return at once
   */
  public OpsServer(
      Vertx vertx,
      String host,
      int port,
      Readiness readiness,
      Metrics metrics,
      Map<String, Runnable> orders) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.readiness = readiness;
    this.metrics = metrics;
    this.orders = Map.copyOf(orders);
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS_MAX)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
  }

  /** Starts to listen and tells the metrics which build this is; done once it listens. */
  public Future<Void> start() {
    metrics.gauge(Metric.BUILD_INFO, () -> 1, Version.current().version());
    return server.requestHandler(this::answer).listen(port, host).mapEmpty();
  }

  /** The port it listens on, once started. */
  public int port() {
    return server.actualPort();
  }

  /** Stops listening; done once the port is free. */
  public Future<Void> stop() {
    return server.close();
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/livez" -> read(request, () -> now(new Answer(200, JSON, LIVE)));
      case "/readyz" -> read(request, () -> now(ready()));
      case "/metrics" -> read(request, () -> vertx.executeBlocking(this::scraped, false));
      case "/version" -> read(request, () -> now(version()));
      case String path when orders.containsKey(path) -> order(request, orders.get(path));
      case null, default -> send(request, new Answer(404, TEXT, "not found\n"));
    }
  }

  /** An answer as it will be sent. */
  private record Answer(int status, String contentType, String body) {}

  private Answer ready() {
    JsonObject closed = new JsonObject();
    readiness.closedGates().forEach(closed::put);
    boolean isReady = closed.isEmpty();
    JsonObject body = new JsonObject().put("ready", isReady);
    return isReady
        ? new Answer(200, JSON, body.encode())
        : new Answer(503, JSON, body.put("closed", closed).encode());
  }

  /** Takes a while, and so is not done on an event loop. */
  private Answer scraped() {
    return new Answer(200, PROMETHEUS, metrics.scrape());
  }

  private static Answer version() {
    Version build = Version.current();
    JsonObject body =
        new JsonObject()
            .put("version", build.version())
            .put("commit", build.commit())
            .put("java", build.java());
    return new Answer(200, JSON, body.encode());
  }

  private static Future<Answer> now(Answer answer) {
    return Future.succeededFuture(answer);
  }

  private static void order(HttpServerRequest request, Runnable order) {
    if (!request.method().equals(HttpMethod.POST)) {
      refuse(request, "POST");
      return;
    }
    order.run();
    send(request, new Answer(202, TEXT, "on it; see the log and the metrics\n"));
  }

  private static void read(HttpServerRequest request, Supplier<Future<Answer>> answer) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      refuse(request, "GET, HEAD");
      return;
    }
    answer
        .get()
        .onSuccess(done -> send(request, done))
        .onFailure(failed -> send(request, new Answer(500, TEXT, "the metrics failed\n")));
  }

  private static void refuse(HttpServerRequest request, String allowed) {
    request.response().putHeader("allow", allowed);
    send(request, new Answer(405, TEXT, "only " + allowed + "\n"));
  }

  private static void send(HttpServerRequest request, Answer answer) {
    Buffer body = Buffer.buffer(answer.body());
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader("content-type", answer.contentType())
        .putHeader("cache-control", "no-store")
        .putHeader("content-length", Integer.toString(body.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      request.response().end();
    } else {
      request.response().end(body);
    }
  }
}
