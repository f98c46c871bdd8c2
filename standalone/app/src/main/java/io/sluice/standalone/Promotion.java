package io.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.KafkaConfig;
import io.sluice.gateway.log.KafkaSettings;
import io.sluice.schemas.EventHeaders;
import io.sluice.schemas.EventRecords;
import io.sluice.schemas.SchemaRegistration;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.WireFormat;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends the events that a refused request was after all, marked with the request's id. */
final class Promotion {

  private static final long REGISTRY_SECONDS_MAX = 10;
  private static final long APPEND_SECONDS_MAX = 30;

  private Promotion() {}

  /** Where they went: every in-sync replica has them. */
  static List<Place> append(Target target, List<HookRecord> hooks, String requestId)
      throws InterruptedException, ExecutionException, TimeoutException {
    KafkaConfig kafka = target.config().kafka();
    Map<String, Object> settings = new HashMap<>(KafkaSettings.producer(kafka));
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000"); // the gateway's own never waits
    WireFormat.Envelope envelope = envelopeFormat(kafka.schemaRegistry());
    List<Place> places = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (HookRecord hook : hooks) {
        RecordMetadata stored =
            producer
                .send(record(hook, envelope, requestId))
                .get(APPEND_SECONDS_MAX, TimeUnit.SECONDS);
        places.add(
            new Place(new TopicPartition(stored.topic(), stored.partition()), stored.offset()));
      }
    }
    return places;
  }

  private static ProducerRecord<byte[], byte[]> record(
      HookRecord hook, WireFormat.Envelope envelope, String requestId) {
    ProducerRecord<byte[], byte[]> record =
        EventRecords.of(
            hook.topic(),
            hook.key(),
            hook.event(),
            hook.raw() ? new WireFormat.Raw() : envelope,
            hook.traceparent());
    hook.notes().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    record.headers().add(EventHeaders.PROMOTED, requestId.getBytes(UTF_8));
    return record;
  }

  private static WireFormat.Envelope envelopeFormat(Optional<URI> registryUrl)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (registryUrl.isEmpty()) {
      return new WireFormat.SingleObject();
    }
    try (SchemaRegistry registry = SchemaRegistry.at(registryUrl.get());
        SchemaRegistration registration =
            SchemaRegistration.start(registry, () -> 0.5, Thread::sleep)) {
      return switch (registration.settled().get(REGISTRY_SECONDS_MAX, TimeUnit.SECONDS)) {
        case SchemaRegistration.Known(WireFormat.Confluent known) -> known;
        case SchemaRegistration.Failed(String why) -> throw new ExecutionException(why, null);
      };
    }
  }
}
