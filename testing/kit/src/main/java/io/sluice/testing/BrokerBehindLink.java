package io.sluice.testing;

import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.EmbeddedKafkaConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An embedded broker that clients reach only through a {@link FlakyLink}.
 *
 * <p>Kafka clients follow the address that the broker advertises, so the broker advertises the
 * link's port while it listens on another. What happens to the link happens to every client.
 */
public final class BrokerBehindLink implements OwnBroker {
  private final ScratchDir dataDir;
  private final FlakyLink link = FlakyLink.leadingNowhere();
  private final Topics topics = new Topics();
  private @Nullable EmbeddedKafka kafka;

  private BrokerBehindLink(ScratchDir dataDir) {
    this.dataDir = dataDir;
  }

  /** Starts a broker with no data; its data is deleted with it. */
  public static BrokerBehindLink fresh() {
    BrokerBehindLink broker = new BrokerBehindLink(ScratchDir.create("sluice-broker-"));
    try {
      broker.start();
      return broker;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** The line between the clients and the broker, to cut, delay or black-hole it. */
  public FlakyLink link() {
    return link;
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + link.port();
  }

  @Override
  public String kind() {
    return "embedded";
  }

  @Override
  public String topic(String name, int partitions) {
    return topics.create(bootstrapServers(), name, partitions);
  }

  @Override
  public void pause() {
    link.blackHole();
  }

  @Override
  public void resume() {
    link.restore();
  }

  @Override
  public synchronized void stop() {
    link.cut();
    if (kafka != null) {
      kafka.close();
      kafka = null;
    }
  }

  @Override
  public synchronized void start() {
    if (kafka != null) {
      return;
    }
    Path dir = dataDir.path();
    EmbeddedKafka started =
        EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir).withAdvertisedPort(link.port()));
    kafka = started;
    link.leadTo(started.brokerPort());
    link.restore();
  }

  @Override
  public synchronized void close() {
    stop();
    link.close();
    dataDir.close();
  }
}
