package io.sluice.gateway.app;

import io.sluice.gateway.edge.Edge;
import io.sluice.gateway.log.KafkaWarmUp;
import io.sluice.gateway.log.SchemaGate;
import io.sluice.platform.life.Lifecycle;
import io.sluice.platform.life.Progress;
import io.sluice.platform.life.StartFailed;
import io.sluice.platform.ops.OpsServer;
import io.sluice.platform.ops.Readiness;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A running gateway. Starting returns once it listens; it takes webhooks as soon as Kafka is ready,
 * which {@link Readiness} tells. Closing lets requests in flight end.
 */
public final class Gateway implements AutoCloseable {

  private static final Duration SECONDS_2 = Duration.ofSeconds(2);
  private static final Duration SECONDS_3 = Duration.ofSeconds(3);
  private static final Duration SECONDS_10 = Duration.ofSeconds(10);

  private final GatewayModule module;
  private final Lifecycle life;
  private final KafkaWarmUp warmUp;
  private final Optional<ConfigWatch> configWatch;
  private final Readiness.Gate http;
  private final OpsServer ops;
  private final List<Edge> edges = new CopyOnWriteArrayList<>();

  private Gateway(GatewayModule module, Progress progress) {
    this.module = module;
    this.life = new Lifecycle(progress);
    // Every gate is there before anybody can ask whether the gateway is ready.
    this.http = module.readiness().gate("http");
    this.warmUp = module.newWarmUp();
    this.configWatch = module.newConfigWatch();
    this.ops = module.newOpsServer();
    module.schemaGate();
  }

  /**
   * Starts all parts of {@code module}.
   *
   * @param progress is told of each step
   * @throws StartFailed when a part does not start; what had started is stopped again
   */
  public static Gateway start(GatewayModule module, Progress progress) {
    Gateway gateway = new Gateway(module, progress);
    try {
      gateway.start();
      return gateway;
    } catch (StartFailed e) {
      gateway.close();
      throw e;
    }
  }

  private void start() {
    Vertx vertx = module.vertx();
    life.start("event loops", SECONDS_10, () -> {}, SECONDS_2, () -> await(vertx.close()));
    life.start(
        "ops server",
        SECONDS_10,
        () -> listening(ops.start(), "ops.port", module.config().ops().port()),
        SECONDS_2,
        () -> await(ops.stop()));
    life.start("Kafka producer", SECONDS_10, module::producer, SECONDS_3, this::closeProducer);
    Thread warming = Thread.ofVirtual().name("kafka-warm-up").unstarted(warmUp);
    life.start("Kafka warm-up", SECONDS_10, warming::start, SECONDS_2, () -> stop(warming));
    life.start(
        "outbound calls",
        SECONDS_10,
        () -> {},
        SECONDS_2,
        () -> {
          module.confirmation().close();
          module.certificates().close();
        });
    SchemaGate schema = module.schemaGate();
    life.start("schema", SECONDS_10, schema::start, SECONDS_2, schema::stop);
    life.start("HTTP edge", SECONDS_10, this::startEdges, SECONDS_3, this::stopEdges);
    configWatch.ifPresent(this::startConfigWatch);
  }

  private void startConfigWatch(ConfigWatch watch) {
    Thread watching = Thread.ofVirtual().name("config-watch").unstarted(watch);
    life.start("config watch", SECONDS_10, watching::start, SECONDS_2, () -> stop(watching));
  }

  private void startEdges() throws ExecutionException, InterruptedException, BindException {
    DeploymentOptions perCore =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    listening(
        module.vertx().deployVerticle(this::newEdge, perCore),
        "http.port",
        module.config().http().port());
    http.open();
  }

  private Edge newEdge() {
    Edge edge = module.newEdge();
    edges.add(edge);
    return edge;
  }

  private void stopEdges() throws ExecutionException, InterruptedException {
    http.close("stopping");
    module.entrance().stop();
    for (String id : module.vertx().deploymentIDs()) {
      await(module.vertx().undeploy(id));
    }
  }

  private void closeProducer() {
    module.producer().close(SECONDS_2);
  }

  private static void stop(Thread thread) throws InterruptedException {
    thread.interrupt();
    thread.join(SECONDS_2);
  }

  /** Waits for a server, and says which port it was where it could not have it. */
  private static void listening(Future<?> server, String key, int port)
      throws ExecutionException, InterruptedException, BindException {
    try {
      await(server);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BindException) {
        throw new BindException(
            "port " + port + " is taken by another program: end that, or set another " + key);
      }
      throw e;
    }
  }

  private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  /** The port that webhooks come in on. */
  public int httpPort() {
    return edges.getFirst().port();
  }

  /** The port that health and metrics are served on. */
  public int opsPort() {
    return ops.port();
  }

  /** What is still missing, if anything. */
  public Readiness readiness() {
    return module.readiness();
  }

  /** Waits until it takes webhooks; false when that did not happen in time. */
  public boolean awaitReady(Duration max) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(1);
    readiness().onChange(() -> openIfReady(ready));
    openIfReady(ready);
    return ready.await(max.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void openIfReady(CountDownLatch ready) {
    if (readiness().isReady()) {
      ready.countDown();
    }
  }

  @Override
  public void close() {
    life.close();
  }
}
