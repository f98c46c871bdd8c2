package io.sluice.standalone;

import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.EmbeddedKafkaConfig;
import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.app.GatewayModule;
import io.sluice.gateway.app.LoadedConfig;
import io.sluice.platform.life.Lifecycle;
import io.sluice.platform.life.Progress;
import io.sluice.platform.life.StartFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** All of Sluice in this process: an embedded Kafka and a gateway that is ready for webhooks. */
final class Sluice implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofSeconds(60);

  /** How long stopping may take in all. */
  static final Duration STOP_MAX = Duration.ofSeconds(8);

  private static final Duration KAFKA_STOP_MAX = Duration.ofSeconds(3);

  private final Lifecycle life;
  private final AtomicReference<EmbeddedKafka> kafka = new AtomicReference<>();
  private final AtomicReference<Gateway> gateway = new AtomicReference<>();

  private Sluice(Progress progress) {
    this.life = new Lifecycle(progress, STOP_MAX);
  }

  static Sluice start(LoadedConfig config, Path kafkaData, int kafkaPort, Progress progress) {
    Sluice sluice = new Sluice(progress);
    try {
      sluice.startKafka(kafkaData, kafkaPort);
      sluice.startGateway(config);
      return sluice;
    } catch (StartFailed e) {
      sluice.close();
      throw new CommandFailed(CommandFailed.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void startKafka(Path data, int port) {
    EmbeddedKafkaConfig config = EmbeddedKafkaConfig.at(data).withBrokerPort(port);
    life.start(
        "embedded Kafka",
        START_MAX,
        () -> kafka.set(EmbeddedKafka.start(config)),
        KAFKA_STOP_MAX,
        () -> kafka.get().close());
  }

  private void startGateway(LoadedConfig config) {
    String servers = bootstrapServers();
    GatewayModule module = new GatewayModule(config.with(file -> file.onOneBroker(servers)));
    life.start(
        "gateway",
        START_MAX,
        () -> gateway.set(Gateway.start(module, Progress.none())),
        STOP_MAX,
        () -> gateway.get().close());
    life.start("topics", START_MAX, this::awaitReady, STOP_MAX, () -> {});
  }

  /** Gives up a little before its step does, to be able to say what is missing. */
  private void awaitReady() throws InterruptedException {
    if (!gateway.get().awaitReady(START_MAX.minusSeconds(5))) {
      throw new IllegalStateException("not ready: " + gateway.get().readiness().closedGates());
    }
  }

  String bootstrapServers() {
    return kafka.get().bootstrapServers();
  }

  String gatewayUrl() {
    return "http://localhost:" + gateway.get().httpPort();
  }

  String opsUrl() {
    return "http://localhost:" + gateway.get().opsPort();
  }

  @Override
  public void close() {
    life.close();
  }
}
