package io.sluice.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this JVM: one node, broker and KRaft controller at once, on 127.0.0.1.
 *
 * <p>The first start on a data directory formats it, later starts find everything that was
 * acknowledged before, also after the process was killed. This is the only class that touches the
 * server's internals; a cluster of several nodes would be several of these with one cluster id and
 * a common list of voters.
 *
 * <pre>
 *   lock the directory → claim two ports → format once → controller → broker → ready
 * </pre>
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final int NODE_ID = 1;

  private final DataDirLock lock;
  private final int brokerPort;
  private final int advertisedPort;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private boolean closed;

  private EmbeddedKafka(EmbeddedKafkaConfig config, DataDirLock lock, Ports ports) {
    this.lock = lock;
    brokerPort = ports.broker.number();
    advertisedPort = config.advertisedPort() == 0 ? brokerPort : config.advertisedPort();
    Path logDir = config.dataDir().resolve("node-" + NODE_ID).toAbsolutePath();
    KafkaConfig kafkaConfig =
        new KafkaConfig(
            new NodeProperties(
                    NODE_ID, logDir, brokerPort, ports.controller.number(), advertisedPort)
                .with(config.overrides()),
            false);
    formatOnce(logDir, kafkaConfig);
    var logDirs = KafkaRaftServer.initializeLogDirs(kafkaConfig, log, "");
    String clusterId = logDirs._1().clusterId().orElseThrow();
    Metrics metrics = Server.initializeMetrics(kafkaConfig, Time.SYSTEM, clusterId);
    SharedServer shared =
        new SharedServer(
            kafkaConfig,
            logDirs._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(kafkaConfig.quorumConfig().voters())),
            List.of(),
            // Kafka's own handler would halt this JVM, which is not the broker's to halt.
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            (listener, address, backlog, receiveBuffer) ->
                ports.withNumber(address.getPort()).handOver());
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
    broker = new BrokerServer(shared);
  }

  /** Starts a broker; it is ready for clients when this returns. */
  public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
    DataDirLock lock = DataDirLock.take(config.dataDir());
    try (Ports ports = Ports.claim(config)) {
      EmbeddedKafka kafka = new EmbeddedKafka(config, lock, ports);
      kafka.startServers();
      return kafka;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** What clients are configured with. */
  public String bootstrapServers() {
    return "127.0.0.1:" + advertisedPort;
  }

  /** The port the broker listens on, which differs from the advertised one behind a proxy. */
  public int brokerPort() {
    return brokerPort;
  }

  /** Stops the broker and gives the data directory back. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stopServers();
      lock.close();
    }
  }

  private void startServers() {
    try {
      controller.startup();
      broker.startup();
    } catch (Throwable e) {
      stopServers();
      throw e;
    }
  }

  private void stopServers() {
    try {
      broker.shutdown();
    } finally {
      controller.shutdown();
    }
  }

  private static void formatOnce(Path logDir, KafkaConfig config) {
    if (Files.exists(logDir.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(config.nodeId())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(logDir.toString())
          .setDirectories(List.of(logDir.toString()))
          .setIgnoreFormatted(false)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot format " + logDir, e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot format " + logDir, e);
    }
  }

  /** The two ports of a node. */
  private record Ports(ListenPort broker, ListenPort controller) implements AutoCloseable {
    static Ports claim(EmbeddedKafkaConfig config) {
      ListenPort broker = ListenPort.claim(config.brokerPort());
      try {
        return new Ports(broker, ListenPort.claim(config.controllerPort()));
      } catch (RuntimeException e) {
        broker.close();
        throw e;
      }
    }

    ListenPort withNumber(int number) {
      return number == broker.number() ? broker : controller;
    }

    @Override
    public void close() {
      broker.close();
      controller.close();
    }
  }
}
