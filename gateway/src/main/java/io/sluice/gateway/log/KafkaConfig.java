package io.sluice.gateway.log;

import io.sluice.platform.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach Kafka and what its topics must be like.
 *
 * @param bootstrapServers brokers to ask for the cluster, {@code host:port} each
 * @param topics what the topics of events must be like
 * @param rejected what the topic of refused requests must be like
 * @param deliveryTimeout after this a record that Kafka has not acknowledged is given up
 * @param bufferBytes memory for records on their way, in bytes
 * @param schemaRegistry base of a registry's Confluent-compatible API
 * @param client more settings for Kafka's clients, by Kafka's own names
 */
public record KafkaConfig(
    List<String> bootstrapServers,
    TopicPlan topics,
    TopicPlan rejected,
    Duration deliveryTimeout,
    long bufferBytes,
    Optional<URI> schemaRegistry,
    Map<String, String> client) {

  /** Reads the section {@code kafka}. */
  public static KafkaConfig read(Section kafka) {
    List<String> servers =
        kafka.texts(
            "bootstrap_servers",
            List.of("localhost:9092"),
            "Brokers to ask for the cluster, host:port each.");
    TopicPlan topics =
        kafka.section("topics", TopicPlan::read, "What Sluice's topics must be like.");
    return new KafkaConfig(
        servers,
        topics,
        kafka.section(
            "rejected",
            topics::readRejected,
            "How the topic of refused requests differs from the others."),
        kafka.duration(
            "delivery_timeout",
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(2),
            "Without the journal: after this a record that Kafka has not acknowledged is given"
                + " up."),
        kafka.bytes(
            "buffer", 64 << 20, 8 << 20, 1 << 30, "Memory for records on their way to Kafka."),
        kafka
            .optionalText(
                "schema_registry",
                "Base URL of a schema registry's Confluent-compatible API; without one, records"
                    + " carry Avro's single-object encoding.")
            .flatMap(text -> registry(kafka, text)),
        kafka.textMap("client", "More settings for Kafka's clients, by Kafka's own names."));
  }

  private static Optional<URI> registry(Section kafka, String text) {
    try {
      URI uri = URI.create(text);
      if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // told below, together with every other text that is no URL
    }
    kafka.fault("schema_registry", "is no http or https URL, such as http://registry:8080");
    return Optional.empty();
  }

  /** The same on a cluster of one broker, which can hold each record only once. */
  public KafkaConfig onOneBroker(String server) {
    return new KafkaConfig(
        List.of(server),
        topics.onOneBroker(),
        rejected.onOneBroker(),
        deliveryTimeout,
        bufferBytes,
        schemaRegistry,
        client);
  }

  /** Without the client settings, which may hold passwords. */
  @Override
  public String toString() {
    return "KafkaConfig" + bootstrapServers;
  }
}
