package io.sluice.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * What an {@link EmbeddedKafka} needs to know before it starts.
 *
 * @param dataDir where everything is kept; created when missing, re-used when it holds a broker's
 *     data
 * @param brokerPort where clients connect on 127.0.0.1; 0 takes a free port
 * @param controllerPort where the controller listens on 127.0.0.1; 0 takes a free port
 * @param advertisedPort the port that clients are told to connect to, when that is a proxy's; 0
 *     says the broker's own
 * @param overrides broker properties that win over ours, as in server.properties
 */
public record EmbeddedKafkaConfig(
    Path dataDir,
    int brokerPort,
    int controllerPort,
    int advertisedPort,
    Map<String, String> overrides) {

  public EmbeddedKafkaConfig {
    checkPort("brokerPort", brokerPort);
    checkPort("controllerPort", controllerPort);
    checkPort("advertisedPort", advertisedPort);
    overrides = Map.copyOf(overrides);
  }

  /** A broker with this data on free ports. */
  public static EmbeddedKafkaConfig at(Path dataDir) {
    return new EmbeddedKafkaConfig(dataDir, 0, 0, 0, Map.of());
  }

  public EmbeddedKafkaConfig withBrokerPort(int port) {
    return new EmbeddedKafkaConfig(dataDir, port, controllerPort, advertisedPort, overrides);
  }

  public EmbeddedKafkaConfig withControllerPort(int port) {
    return new EmbeddedKafkaConfig(dataDir, brokerPort, port, advertisedPort, overrides);
  }

  public EmbeddedKafkaConfig withAdvertisedPort(int port) {
    return new EmbeddedKafkaConfig(dataDir, brokerPort, controllerPort, port, overrides);
  }

  public EmbeddedKafkaConfig withOverrides(Map<String, String> properties) {
    return new EmbeddedKafkaConfig(dataDir, brokerPort, controllerPort, advertisedPort, properties);
  }

  private static void checkPort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " must be 0 to 65535, not " + port);
    }
  }
}
