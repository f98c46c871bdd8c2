package io.sluice.gateway.app;

import io.sluice.gateway.edge.Edge;
import io.sluice.gateway.log.KafkaWarmUp;
import io.sluice.gateway.log.SchemaGate;
import io.sluice.platform.life.Lifecycle;
import io.sluice.platform.life.Progress;
import io.sluice.platform.life.StartFailed;
import io.sluice.platform.life.Step;
import io.sluice.platform.ops.OpsServer;
import io.sluice.platform.ops.Readiness;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway. Starting returns once it listens; it takes webhooks as soon as Kafka is ready,
 * which {@link Readiness} tells.
 *
 * <p>Closing stops the parts in the reverse of their order: notice is given while requests are
 * still taken; then no more are taken, and those in flight end; what they were stored with comes
 * after them; health is served until almost the end.
 */
public final class Gateway implements AutoCloseable {

  private static final String STOPPING = "stopping";
  private static final String TAKEN = "Address already in use";
  private static final Duration SECONDS_10 = Duration.ofSeconds(10);

  private final GatewayModule module;
  private final ShutdownConfig shutdown;
  private final Lifecycle life;
  private final KafkaWarmUp warmUp;
  private final Optional<ConfigWatch> configWatch;
  private final Readiness.Gate http;
  private final OpsServer ops;
  private final List<Edge> edges = new CopyOnWriteArrayList<>();

  private Gateway(GatewayModule module, Progress progress) {
    this.module = module;
    this.shutdown = module.config().shutdown();
    this.life = new Lifecycle(progress, shutdown.grace());
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
    part("event loops", () -> {}, () -> await(vertx.close()));
    part(
        "ops server",
        () -> listening(ops.start(), "ops.port", module.config().ops().port()),
        () -> await(ops.stop()));
    boolean journaled = module.config().journal().enabled();
    if (journaled) {
      JournaledLog log = module.journaledLog();
      part("journal", log::openJournal, log::close);
    }
    part("Kafka producer", module::producers, this::closeProducers);
    if (journaled) {
      part("failover", module::startJournaledLog, this::settleLog);
    }
    Thread warming = Thread.ofVirtual().name("kafka-warm-up").unstarted(warmUp);
    part("Kafka warm-up", warming::start, () -> stop(warming));
    part(
        "outbound calls",
        () -> {},
        () -> {
          module.confirmation().close();
          module.certificates().close();
        });
    SchemaGate schema = module.schemaGate();
    part("schema", schema::start, schema::stop);
    Duration edgeMax = shutdown.inFlightMax().plus(shutdown.partsMax().dividedBy(4));
    life.start("HTTP edge", SECONDS_10, this::startEdges, edgeMax, this::stopEdges);
    configWatch.ifPresent(this::startConfigWatch);
    life.start("notice", SECONDS_10, () -> {}, shutdown.grace(), this::giveNotice);
  }

  /** A part that needs no more than the common time to stop. */
  private void part(String name, Step start, Step stop) {
    life.start(name, SECONDS_10, start, shutdown.partsMax(), stop);
  }

  private void startConfigWatch(ConfigWatch watch) {
    Thread watching = Thread.ofVirtual().name("config-watch").unstarted(watch);
    part("config watch", watching::start, () -> stop(watching));
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

  /** Load balancers are told at once, and have time to see it while requests are still taken. */
  private void giveNotice() throws InterruptedException {
    boolean taking = module.entrance().leave();
    http.close(STOPPING);
    if (taking) {
      Thread.sleep(shutdown.notice());
    }
  }

  private void stopEdges() throws ExecutionException, InterruptedException {
    http.close(STOPPING);
    module.entrance().stop();
    for (String id : module.vertx().deploymentIDs()) {
      await(module.vertx().undeploy(id));
    }
  }

  private void settleLog() throws InterruptedException {
    module.journaledLog().settle(shutdown.partsMax().dividedBy(4));
  }

  private void closeProducers() {
    module.producers().close(shutdown.partsMax().dividedBy(4));
  }

  private static void stop(Thread thread) throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  /** Waits for a server, and says which port it was where it could not have it. */
  private static void listening(Future<?> server, String key, int port)
      throws ExecutionException, InterruptedException, BindException {
    try {
      await(server);
    } catch (ExecutionException e) {
      if (isTaken(e.getCause())) {
        throw new BindException(
            "port " + port + " is taken by another program: end that, or set another " + key);
      }
      throw e;
    }
  }

  /** Linux's own transport says it in another exception than Java's. */
  private static boolean isTaken(@Nullable Throwable why) {
    return why instanceof BindException
        || (why instanceof IOException && String.valueOf(why.getMessage()).contains(TAKEN));
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
