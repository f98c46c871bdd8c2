package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker in a container.
 *
 * <p>Its port on the host is chosen before it starts, because Docker gives a container that is
 * stopped and started again another random port, and the broker would advertise the old one.
 */
final class DockerBroker implements OwnBroker {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  // The container's first process is a shell that ignores a polite request.
  private static final int STOP_SECONDS = 1;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
          "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
          "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1",
          "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1");

  private final KafkaContainer container;
  private final String bootstrapServers;
  private final Topics topics = new Topics();

  private DockerBroker(KafkaContainer container) {
    this.container = container;
    bootstrapServers = container.getBootstrapServers();
  }

  /** Starts a container with no data; it is removed with the broker. */
  static DockerBroker fresh(String image) {
    DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka");
    KafkaContainer container =
        new KafkaContainer(name).withEnv(SETTINGS).withStartupTimeout(READY_LIMIT);
    container.setPortBindings(List.of("127.0.0.1:" + freePort() + ":9092"));
    container.start();
    return new DockerBroker(container);
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public String kind() {
    return "docker";
  }

  @Override
  public String topic(String name, int partitions) {
    return topics.create(bootstrapServers, name, partitions);
  }

  @Override
  public void pause() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void stop() {
    container
        .getDockerClient()
        .stopContainerCmd(container.getContainerId())
        .withTimeout(STOP_SECONDS)
        .exec();
  }

  @Override
  public void start() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    Eventually.eventually(READY_LIMIT, () -> Topics.demandAnswer(bootstrapServers));
  }

  @Override
  public void close() {
    container.stop();
  }

  private static int freePort() {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(FlakyLink.loopback(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
