package io.sluice.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one topic as any team would, with Kafka's own consumer. */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RECORD_MAX = Duration.ofSeconds(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

  private TopicReader(String bootstrapServers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Reads what comes from now on. */
  public static TopicReader fromNow(String bootstrapServers, String topic) {
    TopicReader reader = new TopicReader(bootstrapServers, topic);
    reader.consumer.seekToEnd(reader.partitions);
    reader.partitions.forEach(reader.consumer::position);
    return reader;
  }

  /** Reads everything that is there. */
  public static TopicReader fromBeginning(String bootstrapServers, String topic) {
    TopicReader reader = new TopicReader(bootstrapServers, topic);
    reader.consumer.seekToBeginning(reader.partitions);
    return reader;
  }

  /** The next record, which must come. */
  public ConsumerRecord<byte[], byte[]> next() {
    Instant until = Instant.now().plus(RECORD_MAX);
    while (fetched.isEmpty() && Instant.now().isBefore(until)) {
      consumer.poll(POLL).forEach(fetched::add);
    }
    if (fetched.isEmpty()) {
      throw new AssertionError("no record came within " + RECORD_MAX.toSeconds() + " s");
    }
    return fetched.remove();
  }

  /** Hands over every record up to where the topic ends now. */
  public void rest(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    fetched.forEach(reader);
    fetched.clear();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      consumer.poll(POLL).forEach(reader);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
