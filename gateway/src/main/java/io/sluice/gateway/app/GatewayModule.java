package io.sluice.gateway.app;

import io.sluice.gateway.dedupe.DuplicateWindow;
import io.sluice.gateway.edge.Edge;
import io.sluice.gateway.edge.EdgeParts;
import io.sluice.gateway.edge.Guards;
import io.sluice.gateway.edge.StoreState;
import io.sluice.gateway.limits.FairShare;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.log.KafkaLog;
import io.sluice.gateway.log.KafkaSettings;
import io.sluice.gateway.log.KafkaWarmUp;
import io.sluice.gateway.log.Producers;
import io.sluice.gateway.log.RecordEncoder;
import io.sluice.gateway.log.Rejects;
import io.sluice.gateway.log.RejectsTopic;
import io.sluice.gateway.log.SchemaGate;
import io.sluice.gateway.log.TopicPlan;
import io.sluice.gateway.log.TopicSetup;
import io.sluice.gateway.log.TopicWarmUp;
import io.sluice.gateway.outbound.CertificateStore;
import io.sluice.gateway.outbound.Confirmation;
import io.sluice.gateway.outbound.HttpsTransport;
import io.sluice.gateway.outbound.OutboundReport;
import io.sluice.gateway.outbound.Transport;
import io.sluice.platform.id.RequestIds;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.sluice.platform.ops.OpsServer;
import io.sluice.platform.ops.Readiness;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * The parts of a gateway and how they fit together: one method per part, made when first asked for.
 * A test overrides the method of the part it wants to replace.
 */
public class GatewayModule {

  /** How many sources at once are promised their share of the memory, whatever the others do. */
  private static final int QUIET_SOURCES = 32;

  private static final String KAFKA = "kafka";

  /* As the gateway was started with; what may change meanwhile is asked of the live one. */
  private final GatewayConfig config;
  private final Optional<LoadedConfig> loaded;
  private final AtomicReference<GatewayConfig> live;
  private final Bell reloadBell = new Bell();
  private final Lazy<Vertx> vertx = new Lazy<>();
  private final Lazy<Metrics> metrics = new Lazy<>();
  private final Lazy<Readiness> readiness = new Lazy<>();
  private final Lazy<Guards> guards = new Lazy<>();
  private final Lazy<Producers> producers = new Lazy<>();
  private final Lazy<JournaledLog> journaledLog = new Lazy<>();
  private final Lazy<RejectsTopic> rejectsTopic = new Lazy<>();
  private final Lazy<SchemaGate> schemaGate = new Lazy<>();
  private final Lazy<Transport> transport = new Lazy<>();
  private final Lazy<CertificateStore> certificates = new Lazy<>();
  private final Lazy<Confirmation> confirmation = new Lazy<>();
  private final Lazy<DuplicateWindow> duplicates = new Lazy<>();
  private final Lazy<EventLog> log = new Lazy<>();
  private final Lazy<Entrance> entrance = new Lazy<>();
  private final AtomicInteger connectionsOpen = new AtomicInteger();

  /** A gateway whose configuration stays as it is. */
  public GatewayModule(GatewayConfig config) {
    this(config, Optional.empty());
  }

  /** A gateway that takes up changes of the file its configuration was read from. */
  public GatewayModule(LoadedConfig loaded) {
    this(loaded.config(), Optional.of(loaded));
  }

  private GatewayModule(GatewayConfig config, Optional<LoadedConfig> loaded) {
    this.config = config;
    this.loaded = loaded;
    this.live = new AtomicReference<>(config);
  }

  /** What the gateway was started with. */
  public GatewayConfig config() {
    return config;
  }

  public Vertx vertx() {
    return vertx.get(this::newVertx);
  }

  public Metrics metrics() {
    return metrics.get(this::newMetrics);
  }

  public Readiness readiness() {
    return readiness.get(Readiness::new);
  }

  /** The time of day, for everything that judges or stamps time. */
  protected InstantSource clock() {
    return InstantSource.system();
  }

  protected Vertx newVertx() {
    int cores = Runtime.getRuntime().availableProcessors();
    return Vertx.vertx(
        new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(cores));
  }

  protected EventLog newLog() {
    return config.journal().enabled()
        ? journaledLog()
        : new KafkaLog(
            producers(), new RecordEncoder(schemaGate()), rejectsTopic()::isReady, metrics());
  }

  /** Only where the journal is enabled. */
  JournaledLog journaledLog() {
    return journaledLog.get(() ->
        new JournaledLog(
            config.journal(), config.kafka().topics().recordBytesMax(), metrics(), clock()));
  }

  void startJournaledLog() {
    journaledLog()
        .start(
            producers(),
            new RecordEncoder(schemaGate()),
            rejectsTopic()::isReady,
            System::nanoTime);
  }

  Producers producers() {
    return producers.get(() ->
        newProducers(
            config.journal().enabled()
                ? KafkaSettings.patientProducer(config.kafka())
                : KafkaSettings.producer(config.kafka())));
  }

  private Producers newProducers(Map<String, Object> settings) {
    return new Producers(
        () -> newProducer(settings),
        System::nanoTime,
        () -> metrics().counter(Metric.PRODUCERS_RENEWED).increment());
  }

  /** A client of Kafka's, also in place of one that has failed for good. */
  protected Producer<byte[], byte[]> newProducer(Map<String, Object> settings) {
    return Producers.connect(settings);
  }

  Entrance entrance() {
    return entrance.get(() -> new Entrance(readiness()));
  }

  SchemaGate schemaGate() {
    return schemaGate.get(this::newSchemaGate);
  }

  OpsServer newOpsServer() {
    Map<String, Runnable> orders =
        loaded.isPresent() ? Map.of("/reload", reloadBell::ring) : Map.of();
    return new OpsServer(
        vertx(), config.ops().host(), config.ops().port(), readiness(), metrics(), orders);
  }

  Edge newEdge() {
    return new Edge(
        edgeParts(),
        config.http().host(),
        config.http().port(),
        config.shutdown().inFlightMax(),
        connectionsOpen);
  }

  KafkaWarmUp newWarmUp() {
    return new KafkaWarmUp(
        newTopicWarmUp(config.kafka().topics()),
        () -> live.get().topics(),
        rejectsTopic(),
        readiness().gate(KAFKA),
        config.journal().enabled() ? journaledLog() : KafkaWarmUp.StandIn.NONE,
        Thread::sleep);
  }

  private RejectsTopic rejectsTopic() {
    return rejectsTopic.get(() -> new RejectsTopic(newTopicWarmUp(config.kafka().rejected())));
  }

  private TopicWarmUp newTopicWarmUp(TopicPlan plan) {
    TopicSetup setup = new TopicSetup(vertx(), KafkaSettings.admin(config.kafka()), plan);
    return new TopicWarmUp(setup, () -> producers().current(), Thread::sleep);
  }

  /** None where the configuration was read from no file. */
  Optional<ConfigWatch> newConfigWatch() {
    return loaded.map(this::newConfigWatch);
  }

  private ConfigWatch newConfigWatch(LoadedConfig started) {
    ReloadReport report = new ReloadReport(metrics(), clock());
    Reloads reloads =
        new Reloads(started, live, newTopicWarmUp(config.kafka().topics())::prepare, report);
    return new ConfigWatch(
        started, reloads, () -> live.get().reload(), reloadBell, Thread::sleep, report);
  }

  private EdgeParts edgeParts() {
    return new EdgeParts(
        () -> live.get().sources(),
        entrance()::door,
        duplicates.get(this::newDuplicates),
        certificates(),
        confirmation(),
        new Rejects(producers(), rejectsTopic()::isReady, System::nanoTime, metrics()),
        log.get(this::newLog),
        config.journal().enabled() ? journaledLog()::storeState : _ -> StoreState.TAKING,
        guards(),
        config.proxies(),
        config.limits(),
        clock(),
        System::nanoTime,
        this::newRequestIds,
        () -> 1 + ThreadLocalRandom.current().nextInt(5),
        metrics(),
        config.requestLogging());
  }

  private Guards guards() {
    return guards.get(this::newGuards);
  }

  private Supplier<String> newRequestIds() {
    SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    return new RequestIds(clock(), random)::next;
  }

  private Guards newGuards() {
    return new Guards(
        new FairShare(config.limits().inFlightBytesMax(), QUIET_SOURCES), System::nanoTime);
  }

  /** How certificates and confirmations go out. */
  protected Transport newTransport() {
    return new HttpsTransport();
  }

  CertificateStore certificates() {
    return certificates.get(() ->
        new CertificateStore(transport.get(this::newTransport), clock(), outbound("certificate")));
  }

  Confirmation confirmation() {
    return confirmation.get(() ->
        new Confirmation(
            transport.get(this::newTransport), Thread::sleep, outbound("confirmation")));
  }

  private OutboundReport outbound(String purpose) {
    return (host, ok) ->
        metrics().counter(Metric.OUTBOUND, purpose, ok ? "ok" : "failed").increment();
  }

  private DuplicateWindow newDuplicates() {
    return new DuplicateWindow(
        System::nanoTime, config.duplicates().eventsMax(), config.duplicates().age());
  }

  private SchemaGate newSchemaGate() {
    return new SchemaGate(
        config.kafka().schemaRegistry(),
        readiness(),
        () -> ThreadLocalRandom.current().nextDouble(),
        Thread::sleep);
  }

  private Metrics newMetrics() {
    Metrics made = new Metrics();
    made.gauge(Metric.CONNECTIONS, connectionsOpen::get);
    made.gauge(Metric.KAFKA_READY, () -> readiness().closedGates().containsKey(KAFKA) ? 0 : 1);
    made.gauge(Metric.INFLIGHT_BYTES, () -> guards().bytesHeld());
    made.gauge(Metric.INFLIGHT_BYTES_LIMIT, () -> guards().bytesMax());
    made.gauge(
        Metric.DUPLICATES_REMEMBERED, () -> duplicates.get(this::newDuplicates).remembered());
    return made;
  }
}
