package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.Eventually;
import io.sluice.testing.WithBroker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;

/** Sluice makes and checks its topics itself, and says what the cluster cannot give. */
@WithBroker
class TopicsAtStartTest {

  private static final Map<String, String> SECRETS = Map.of("S", "secret");

  @Test
  void aMissingTopicIsMadeAsTheFileAsks(Broker broker) throws Exception {
    String topic = freshName();
    try (GatewayUnderTest _ =
            GatewayUnderTest.start(
                broker.bootstrapServers(), yaml(topic, 3, 1), SECRETS, InstantSource.system());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicDescription made =
          Objects.requireNonNull(
              admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
      assertThat(made.partitions()).hasSize(3);
      assertThat(made.partitions().getFirst().replicas()).hasSize(1);
    }
  }

  @Test
  void aReplicationThatTheClusterCannotGiveIsSaidInReadyzAndNothingIsTaken(Broker broker)
      throws Exception {
    try (GatewayUnderTest gateway =
        GatewayUnderTest.startUnready(
            broker.bootstrapServers(), yaml(freshName(), 1, 3), SECRETS, InstantSource.system())) {
      Eventually.eventually(
          Duration.ofSeconds(20),
          () ->
              assertThat(new OpsPage(gateway.opsPort()).get("/readyz").text())
                  .contains("kafka.topics.replication is 3 but the cluster has 1 broker"));
      try (KeepAliveSender sender = new KeepAliveSender(gateway.port(), "hub", "secret")) {
        assertThat(sender.post("id", new byte[] {'{', '}'}).status()).isEqualTo(503);
      }
    }
  }

  @Test
  void aTopicThatIsWeakerThanTheFileAsksIsNamed(Broker broker) {
    String topic = broker.topic("webhooks.weak");
    try (GatewayUnderTest gateway =
        GatewayUnderTest.startUnready(
            broker.bootstrapServers(), yaml(topic, 1, 2), SECRETS, InstantSource.system())) {
      Eventually.eventually(
          Duration.ofSeconds(20),
          () ->
              assertThat(new OpsPage(gateway.opsPort()).get("/readyz").text())
                  .contains("topic " + topic + " has replication 1")
                  .contains("kafka.topics.replication"));
    }
  }

  /** What Kafka would never take must not be accepted. */
  @Test
  void aTopicThatTakesSmallerRecordsThanTheGatewayIsNamed(Broker broker) {
    String topic = broker.topic("webhooks.narrow");
    String yaml = yaml(topic, 1, 1).replace("partitions: 1,", "partitions: 1, record_max: 3MiB,");
    try (GatewayUnderTest gateway =
        GatewayUnderTest.startUnready(
            broker.bootstrapServers(), yaml, SECRETS, InstantSource.system())) {
      Eventually.eventually(
          Duration.ofSeconds(20),
          () ->
              assertThat(new OpsPage(gateway.opsPort()).get("/readyz").text())
                  .contains("topic " + topic + " takes records of at most 2097152 bytes")
                  .contains("kafka.topics.record_max (3145728)"));
    }
  }

  private static String freshName() {
    return "webhooks.start-" + Instant.now().toEpochMilli();
  }

  private static String yaml(String topic, int partitions, int replication) {
    return "  topics: {partitions: %d, replication: %d, min_insync_replicas: 1}%n"
            .formatted(partitions, replication)
        + "sources:\n  hub: {scheme: github, secrets: [env:S], topic: %s}%n".formatted(topic);
  }
}
