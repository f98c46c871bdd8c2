package io.sluice.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.dedupe.DuplicateWindow;
import io.sluice.gateway.edge.Admission.Door;
import io.sluice.gateway.limits.FairShare;
import io.sluice.gateway.limits.TrustedProxies;
import io.sluice.gateway.log.Producers;
import io.sluice.gateway.log.Rejects;
import io.sluice.gateway.outbound.CertificateStore;
import io.sluice.gateway.outbound.Confirmation;
import io.sluice.gateway.outbound.Transport;
import io.sluice.gateway.source.Sources;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import io.sluice.platform.metrics.Metrics;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One event loop of the edge on a free port, with a log and a clock that a test holds. */
final class EdgeUnderTest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int START_SECONDS_MAX = 20;
  private static final long BUDGET_BYTES = 4 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  private final Metrics metrics = new Metrics();
  private final Guards guards = new Guards(new FairShare(BUDGET_BYTES, 1), nanos::get);
  private final HeldLog log = new HeldLog();
  private final AtomicReference<Door> door = new AtomicReference<>(Door.OPEN);
  private final AtomicReference<StoreState> store = new AtomicReference<>(StoreState.TAKING);
  private final CertificateStore certificates =
      new CertificateStore(EdgeUnderTest::nowhere, InstantSource.system(), (_, _) -> {});
  private final Confirmation confirmation =
      new Confirmation(EdgeUnderTest::nowhere, _ -> {}, (_, _) -> {});
  private final Edge edge;

  private EdgeUnderTest(Sources sources) {
    AtomicInteger requests = new AtomicInteger();
    EdgeParts parts =
        new EdgeParts(
            () -> sources,
            door::get,
            new DuplicateWindow(nanos::get, 100, Duration.ofHours(1)),
            certificates,
            confirmation,
            new Rejects(
                new Producers(EdgeUnderTest::newProducer, nanos::get, () -> {}),
                () -> true,
                nanos::get,
                metrics),
            log,
            _ -> store.get(),
            guards,
            TrustedProxies.NONE,
            limits(),
            InstantSource.system(),
            nanos::get,
            () -> () -> "request-" + requests.incrementAndGet(),
            () -> 3,
            metrics,
            RequestLogging.NONE);
    edge = new Edge(parts, "127.0.0.1", 0, Duration.ofMinutes(1), new AtomicInteger());
  }

  /**
   * Starts one.
   *
   * @param yaml the key {@code sources}; each has the secret {@code env:S}, which is s3cret
   */
  static EdgeUnderTest start(String yaml) throws Exception {
    EdgeUnderTest started = new EdgeUnderTest(sources(yaml));
    started
        .vertx
        .deployVerticle(started.edge)
        .toCompletionStage()
        .toCompletableFuture()
        .get(START_SECONDS_MAX, TimeUnit.SECONDS);
    return started;
  }

  private static Sources sources(String yaml) {
    ConfigResult<Sources> result =
        ConfigFile.parse(
            yaml,
            "test.yaml",
            Sources::read,
            SecretSource.of(Map.of("S", "s3cret")::get, Path.of("")));
    return switch (result) {
      case ConfigResult.Valid<Sources>(Sources sources) -> sources;
      case ConfigResult.Faulty<Sources>(List<Fault> faults) -> throw new AssertionError(faults);
    };
  }

  private static HttpLimits limits() {
    Duration minute = Duration.ofMinutes(1);
    return new HttpLimits(4096, 16384, minute, minute, minute, 1000, BUDGET_BYTES);
  }

  private static MockProducer<byte[], byte[]> newProducer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Transport.Answer nowhere(URI url) {
    throw new AssertionError("nobody may call " + url);
  }

  void door(Door now) {
    door.set(now);
  }

  void store(StoreState now) {
    store.set(now);
  }

  /** Stops listening; done once the requests in flight have ended. */
  Future<?> stop() {
    return vertx.undeploy(edge.deploymentID());
  }

  HeldLog log() {
    return log;
  }

  Guards guards() {
    return guards;
  }

  /** Turns the clock on; deadlines that are over then are met within moments. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** A connection of its own, on which a request was sent that is proved by its token. */
  RawHttp send(String source, String body) {
    return connect().send(request(source, body));
  }

  /** A connection on which nothing was sent yet. */
  RawHttp connect() {
    return RawHttp.connect(edge.port(), PATIENCE);
  }

  /** A request that is proved by its token. */
  static byte[] request(String source, String body) {
    return (head(source, "Content-Length: " + body.length()) + body).getBytes(UTF_8);
  }

  /** The head of a request that is proved by its token, with more header lines. */
  static String head(String source, String lines) {
    return "POST /in/%s HTTP/1.1\r\nHost: x\r\nX-Token: s3cret\r\n%s\r\n\r\n"
        .formatted(source, lines);
  }

  /** The answer to a request whose records, if any, are all settled. */
  RawAnswer.Response post(String source, String body) {
    try (RawHttp http = send(source, body)) {
      return http.response();
    }
  }

  String metrics() {
    return metrics.scrape();
  }

  @Override
  public void close() {
    var _ = vertx.close().toCompletionStage().toCompletableFuture().join();
    certificates.close();
    confirmation.close();
  }
}
