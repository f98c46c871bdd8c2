package io.sluice.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** {@code sluice gateway} in a process of its own, on free ports. */
final class GatewayProcess implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final SluiceProcess process;
  private final int httpPort;
  private final int opsPort;

  private GatewayProcess(SluiceProcess process, int httpPort, int opsPort) {
    this.process = process;
    this.httpPort = httpPort;
    this.opsPort = opsPort;
  }

  /**
   * Starts it with a heap of {@code heap}, such as {@code 256m}, and waits until it is ready.
   *
   * @param yaml more of {@code sluice.yaml}, at least its {@code sources}
   */
  static GatewayProcess start(
      Path folder, String bootstrapServers, String yaml, Map<String, String> secrets, String heap)
      throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("sluice.yaml"),
        """
        http: {host: 127.0.0.1, port: 0}
        ops: {host: 127.0.0.1, port: 0}
        kafka:
          bootstrap_servers: ['%s']
          topics: {partitions: 1, replication: 1, min_insync_replicas: 1}
        """
                .formatted(bootstrapServers)
            + GatewayUnderTest.shutdown(yaml)
            + yaml);
    SluiceProcess process = SluiceProcess.start(folder, secrets, List.of("-Xmx" + heap), "gateway");
    Matcher ports = process.await("\"http_port\":(\\d+),\"ops_port\":(\\d+)", START_MAX);
    process.awaitInAnyOrder("Kafka is ready", START_MAX);
    return new GatewayProcess(
        process, Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
  }

  int httpPort() {
    return httpPort;
  }

  int opsPort() {
    return opsPort;
  }

  SluiceProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
