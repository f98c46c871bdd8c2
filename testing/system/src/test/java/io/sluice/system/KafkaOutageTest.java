package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.BrokerBehindLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kafka goes away and comes back; a gateway without a journal says so in time and recovers by
 * itself.
 */
@Tag("broker")
@Tag("embedded")
class KafkaOutageTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final String YAML =
      """
      journal: {enabled: false}
      sources:
        hub: {scheme: github, secrets: [env:S], ack_deadline: 1s}
      """;

  /** The deadline of one second, and what two busy cores may add to it. */
  private static final Duration IN_TIME = Duration.ofMillis(1900);

  private static final Duration RECOVERY_MAX = Duration.ofSeconds(40);

  @Test
  void aStoppedKafkaMeans503InTimeUntilItIsBack() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker)) {
      assertThat(post(gateway, "before").status()).isEqualTo(202);
      broker.stop();
      refusesInTime(gateway, "stopped");
      broker.start();
      recovers(gateway, "after-stop");
    }
  }

  @Test
  void aBlackHoledKafkaMeans503InTimeUntilItIsBack() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker)) {
      assertThat(post(gateway, "before").status()).isEqualTo(202);
      broker.link().blackHole();
      refusesInTime(gateway, "black-hole");
      broker.link().restore();
      recovers(gateway, "after-black-hole");
    }
  }

  @Test
  void aGatewayThatStartsWithoutKafkaSaysSoAndGetsReadyWithIt() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh()) {
      broker.link().cut();
      try (GatewayUnderTest gateway =
          GatewayUnderTest.startUnready(
              broker.bootstrapServers(), YAML, Map.of("S", SECRET), InstantSource.system())) {
        KeepAliveSender.Answer answer = post(gateway, "too-early");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(new OpsPage(gateway.opsPort()).get("/readyz").status()).isEqualTo(503);
        broker.link().restore();
        gateway.awaitReady();
        assertThat(new OpsPage(gateway.opsPort()).get("/readyz").status()).isEqualTo(200);
        assertThat(post(gateway, "ready").status()).isEqualTo(202);
      }
    }
  }

  private static GatewayUnderTest start(BrokerBehindLink broker) {
    return GatewayUnderTest.start(
        broker.bootstrapServers(), YAML, Map.of("S", SECRET), InstantSource.system());
  }

  private static void refusesInTime(GatewayUnderTest gateway, String name) throws Exception {
    for (int i = 0; i < 5; i++) {
      long began = System.nanoTime();
      KeepAliveSender.Answer answer = post(gateway, name + i);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(Integer.parseInt(answer.headers().getOrDefault("retry-after", "0"))).isPositive();
      assertThat(took).isLessThan(IN_TIME);
      assertThat(new OpsPage(gateway.port()).get("/nowhere").status())
          .as("the loops still turn")
          .isEqualTo(404);
    }
  }

  private static void recovers(GatewayUnderTest gateway, String name) {
    eventually(RECOVERY_MAX, () -> assertThat(post(gateway, name).status()).isEqualTo(202));
  }

  private static KeepAliveSender.Answer post(GatewayUnderTest gateway, String id) throws Exception {
    try (KeepAliveSender sender = new KeepAliveSender(gateway.port(), "hub", SECRET)) {
      return sender.post(id, "{}".getBytes(StandardCharsets.UTF_8));
    }
  }
}
