package io.sluice.gateway.app;

import io.sluice.gateway.edge.Edge;
import io.sluice.platform.life.Lifecycle;
import io.sluice.platform.life.Progress;
import io.sluice.platform.ops.OpsServer;
import io.sluice.platform.ops.Readiness;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/**
 * A running gateway. Starting returns once it listens; it takes webhooks as soon as Kafka is ready,
 * which {@link Readiness} tells. Closing lets requests in flight end.
 */
public final class Gateway implements AutoCloseable {

  private static final Duration SECONDS_2 = Duration.ofSeconds(2);
  private static final Duration SECONDS_3 = Duration.ofSeconds(3);
  private static final Duration SECONDS_10 = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(10);

  private final GatewayModule module;
  private final Lifecycle life;
  private final OpsServer ops;
  private final List<Edge> edges = new CopyOnWriteArrayList<>();

  private Gateway(GatewayModule module, Lifecycle life) {
    this.module = module;
    this.life = life;
    this.ops = module.newOpsServer();
  }

  /**
   * Starts all parts of {@code module}.
   *
   * @param progress is told of each step
   * @throws io.sluice.platform.life.StartFailed when a part does not start; what had started is
   *     stopped again
   */
  public static Gateway start(GatewayModule module, Progress progress) {
    Lifecycle life = new Lifecycle(progress);
    try {
      Gateway gateway = new Gateway(module, life);
      gateway.start();
      return gateway;
    } catch (RuntimeException e) {
      life.close();
      throw e;
    }
  }

  private void start() {
    Vertx vertx = module.vertx();
    life.start("event loops", SECONDS_10, () -> {}, SECONDS_2, () -> await(vertx.close()));
    life.start("ops server", SECONDS_10, () -> await(ops.start()), SECONDS_2, () -> await(ops.stop()));
    life.start("Kafka producer", SECONDS_10, module::producer, SECONDS_3, this::closeProducer);
    Thread warmUp = Thread.ofVirtual().name("kafka-warm-up").unstarted(module.newWarmUp());
    life.start("Kafka warm-up", SECONDS_10, warmUp::start, SECONDS_2, () -> stop(warmUp));
    life.start("schema", SECONDS_10, module.schemaGate()::start, SECONDS_2, module.schemaGate()::stop);
    DeploymentOptions perCore =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    life.start(
        "HTTP edge",
        SECONDS_10,
        () -> await(vertx.deployVerticle(this::newEdge, perCore)),
        SECONDS_3,
        () -> stopEdges(vertx));
  }

  private Edge newEdge() {
    Edge edge = module.newEdge();
    edges.add(edge);
    return edge;
  }

  private void stopEdges(Vertx vertx) throws ExecutionException, InterruptedException {
    module.readiness().gate("running").close("stopping");
    module.entrance().stop();
    for (String id : vertx.deploymentIDs()) {
      await(vertx.undeploy(id));
    }
  }

  private void closeProducer() {
    module.producer().close(SECONDS_2);
  }

  private static void stop(Thread thread) throws InterruptedException {
    thread.interrupt();
    thread.join(SECONDS_2);
  }

  private static void await(Future<?> future) throws ExecutionException, InterruptedException {
    future.toCompletionStage().toCompletableFuture().get();
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
    long until = System.nanoTime() + max.toNanos();
    while (!module.readiness().isReady() && System.nanoTime() - until < 0) {
      Thread.sleep(POLL);
    }
    return module.readiness().isReady();
  }

  @Override
  public void close() {
    life.close();
  }
}
