package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand connections that say nothing cost little, and are hung up on in time. */
@WithBroker
class IdleConnectionsTest {

  private static final int CONNECTIONS = 10_000;
  private static final long MEMORY_FOR_THEM = 160L << 20;
  private static final String YAML =
      """
      limits: {head_timeout: 30s, connections_max: 10100}
      sources:
        hub: {scheme: github, secrets: [env:S], topic: webhooks.idle}
      """;

  @TempDir Path folder;

  @Test
  void tenThousandIdleConnectionsLeaveTheServiceGoingAndItsMemoryBounded(Broker broker)
      throws Exception {
    List<SocketChannel> idle = new ArrayList<>();
    try (GatewayProcess gateway =
        GatewayProcess.start(
            folder, broker.bootstrapServers(), YAML, Map.of("S", "secret"), "256m")) {
      OpsPage ops = new OpsPage(gateway.opsPort());
      post(gateway, "before");
      long before = gateway.process().residentBytes();
      open(gateway.httpPort(), idle);
      eventually(
          Duration.ofSeconds(20),
          () -> assertThat(ops.metric("sluice_connections")).isEqualTo(CONNECTIONS));
      post(gateway, "meanwhile");
      long grown = gateway.process().residentBytes() - before;
      System.out.printf("%d idle connections took %d MiB%n", CONNECTIONS, grown >> 20);
      assertThat(grown).isLessThan(MEMORY_FOR_THEM);
      eventually(
          Duration.ofSeconds(60), () -> assertThat(ops.metric("sluice_connections")).isZero());
      post(gateway, "after");
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
  }

  private static void open(int port, List<SocketChannel> idle) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < CONNECTIONS; i++) {
      idle.add(SocketChannel.open(address));
    }
  }

  private static void post(GatewayProcess gateway, String id) throws Exception {
    try (KeepAliveSender sender = new KeepAliveSender(gateway.httpPort(), "hub", "secret")) {
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      assertThat(sender.post(id, body).status()).isEqualTo(202);
    }
  }
}
