package io.sluice.system;

import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.app.GatewayModule;
import io.sluice.gateway.outbound.Transport;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import io.sluice.platform.life.Progress;
import io.sluice.testing.ScratchDir;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A gateway in this process on free ports, with whatever configuration a test gives it. */
public final class GatewayUnderTest implements AutoCloseable {

  private static final Duration READY_MAX = Duration.ofSeconds(30);

  private final Gateway gateway;
  private final ScratchDir folder;

  private GatewayUnderTest(Gateway gateway, ScratchDir folder) {
    this.gateway = gateway;
    this.folder = folder;
  }

  /**
   * Starts one and waits until it takes webhooks.
   *
   * @param yaml more of {@code sluice.yaml}, at least its {@code sources}
   * @param secrets what references {@code env:NAME} stand for
   */
  public static GatewayUnderTest start(
      String bootstrapServers, String yaml, Map<String, String> secrets, InstantSource clock) {
    GatewayUnderTest started = startUnready(bootstrapServers, yaml, secrets, clock);
    started.awaitReady();
    return started;
  }

  /** The same with another network for certificates and confirmations. */
  public static GatewayUnderTest start(
      String bootstrapServers,
      String yaml,
      Map<String, String> secrets,
      InstantSource clock,
      Transport network) {
    GatewayUnderTest started = startUnready(bootstrapServers, yaml, secrets, clock, network);
    started.awaitReady();
    return started;
  }

  /** Starts one that listens but may not be ready. */
  public static GatewayUnderTest startUnready(
      String bootstrapServers, String yaml, Map<String, String> secrets, InstantSource clock) {
    return startUnready(bootstrapServers, yaml, secrets, clock, _ -> new Transport.Answer.Failed());
  }

  private static GatewayUnderTest startUnready(
      String bootstrapServers,
      String yaml,
      Map<String, String> secrets,
      InstantSource clock,
      Transport network) {
    ScratchDir folder = ScratchDir.create("sluice-journal");
    GatewayConfig config = config(bootstrapServers, yaml, secrets, folder.path());
    GatewayModule module =
        new GatewayModule(config) {
          @Override
          protected InstantSource clock() {
            return clock;
          }

          @Override
          protected Transport newTransport() {
            return network;
          }

          @Override
          protected Vertx newVertx() {
            return LoopWatch.watched();
          }
        };
    return new GatewayUnderTest(Gateway.start(module, Progress.none()), folder);
  }

  private static GatewayConfig config(
      String bootstrapServers, String yaml, Map<String, String> secrets, Path folder) {
    String file =
        """
        http: {host: 127.0.0.1, port: 0}
        ops: {host: 127.0.0.1, port: 0}
        logging: {requests: none}
        """
            + shutdown(yaml)
            + journal(folder, yaml)
            + kafka(bootstrapServers, yaml);
    ConfigResult<GatewayConfig> result =
        ConfigFile.parse(
            file + yaml,
            "test.yaml",
            GatewayConfig::read,
            SecretSource.of(secrets::get, Path.of("")));
    return switch (result) {
      case ConfigResult.Valid<GatewayConfig>(GatewayConfig config) -> config;
      case ConfigResult.Faulty<GatewayConfig>(List<Fault> faults) ->
          throw new IllegalArgumentException("a test's configuration is wrong: " + faults);
    };
  }

  /** Nobody has to be given notice, unless the test says so. */
  static String shutdown(String yaml) {
    return yaml.contains("shutdown:") ? "" : "shutdown: {notice: 0s, grace: 10s}\n";
  }

  /** A small journal in a folder of its own, unless the test says itself what it is like. */
  private static String journal(Path folder, String yaml) {
    return yaml.contains("journal:")
        ? ""
        : "journal: {dir: " + folder + ", segment: 4MiB, bytes_max: 64MiB, free_min: 0}\n";
  }

  /** Kafka with weak topics, unless the test says itself what they are like. */
  private static String kafka(String bootstrapServers, String yaml) {
    String topics =
        yaml.startsWith("  topics:")
            ? ""
            : "  topics: {partitions: 1, replication: 1, min_insync_replicas: 1}\n";
    return "kafka:\n  bootstrap_servers: ['" + bootstrapServers + "']\n" + topics;
  }

  public void awaitReady() {
    try {
      if (!gateway.awaitReady(READY_MAX)) {
        throw new AssertionError("not ready: " + gateway.readiness().closedGates());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  public int port() {
    return gateway.httpPort();
  }

  public int opsPort() {
    return gateway.opsPort();
  }

  /** Stops it, and tells how long that took. */
  Duration stop() {
    long began = System.nanoTime();
    gateway.close();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Stops it; fails when an event loop was blocked meanwhile. */
  @Override
  public void close() {
    gateway.close();
    folder.close();
    LoopWatch.check();
  }
}
