package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Decoded;
import io.sluice.schemas.WebhookEvents;
import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** With a registry, records carry the schema's id; the registry is needed once and no more. */
@WithBroker
class RegistryAtWorkTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void recordsCarryTheSchemasIdAndGoOnWithoutTheRegistry(Broker broker) throws Exception {
    String topic = broker.topic("webhooks.registry");
    try (FakeRegistry registry = FakeRegistry.start(0);
        GatewayUnderTest gateway = start(broker, registry.url().toString(), topic);
        TopicReader reader = TopicReader.fromNow(broker.bootstrapServers(), topic);
        WebhookEvents events = WebhookEvents.withRegistry(registry.url())) {
      gateway.awaitReady();
      post(gateway, "with", 202);
      ConsumerRecord<byte[], byte[]> first = reader.next();
      assertThat(first.value()).startsWith(new byte[] {0, 0, 0, 0, 1});
      assertThat(body(events.decode(first))).isEqualTo(BODY);
      registry.stop();
      post(gateway, "without", 202);
      assertThat(body(events.decode(reader.next()))).isEqualTo(BODY);
    }
  }

  @Test
  void aGatewayThatStartsBeforeTheRegistryWaitsForItAndTakesNothingMeanwhile(Broker broker)
      throws Exception {
    String topic = broker.topic("webhooks.registry");
    int port;
    try (FakeRegistry soonGone = FakeRegistry.start(0)) {
      port = soonGone.port();
    }
    try (GatewayUnderTest gateway = start(broker, "http://127.0.0.1:" + port, topic)) {
      post(gateway, "too-early", 503);
      try (FakeRegistry _ = FakeRegistry.start(port)) {
        gateway.awaitReady();
        post(gateway, "ready", 202);
      }
    }
  }

  private static GatewayUnderTest start(Broker broker, String registry, String topic) {
    String yaml =
        "  schema_registry: %s%nsources:%n  hub: {scheme: github, secrets: [env:S], topic: %s}%n"
            .formatted(registry, topic);
    return GatewayUnderTest.startUnready(
        broker.bootstrapServers(), yaml, Map.of("S", SECRET), InstantSource.system());
  }

  private static void post(GatewayUnderTest gateway, String id, int status) throws Exception {
    try (KeepAliveSender sender = new KeepAliveSender(gateway.port(), "hub", SECRET)) {
      assertThat(sender.post(id, BODY).status()).isEqualTo(status);
    }
  }

  private static byte[] body(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Event(var event) -> event.body();
      case Decoded.Unreadable(String why) -> throw new AssertionError(why);
    };
  }
}
