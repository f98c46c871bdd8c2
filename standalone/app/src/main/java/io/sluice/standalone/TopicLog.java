package io.sluice.standalone;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics for a command, as nobody's consumer group. */
final class TopicLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;

  private TopicLog(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  static TopicLog open(Target target) {
    Map<String, Object> settings = new HashMap<>(target.config().kafka().client());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_MAX.toMillis()));
    return new TopicLog(
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** Has Ctrl-C end whatever waits here with a {@code WakeupException}. */
  void stopOnSignal() {
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main), "stopping"));
  }

  private void stop(Thread main) {
    consumer.wakeup();
    try {
      main.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The partitions of a topic; none when there is no such topic. */
  List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic, ANSWER_MAX).stream()
        .map(p -> new TopicPartition(topic, p.partition()))
        .toList();
  }

  /** The record at this place; empty when there is none, or none any more. */
  Optional<ConsumerRecord<byte[], byte[]>> at(Place place) {
    List<TopicPartition> one = List.of(place.partition());
    if (!partitions(place.topic()).contains(place.partition())
        || place.offset() >= consumer.endOffsets(one).getOrDefault(place.partition(), 0L)
        || place.offset() < consumer.beginningOffsets(one).getOrDefault(place.partition(), 0L)) {
      return Optional.empty();
    }
    consumer.assign(one);
    consumer.seek(place.partition(), place.offset());
    return consumer.poll(ANSWER_MAX).records(place.partition()).stream()
        .findFirst()
        .filter(record -> record.offset() == place.offset());
  }

  /**
   * Hands over the records up to where the partitions end now, and stays there.
   *
   * @param newest how many of the newest of each partition are enough
   */
  void upToNow(
      List<TopicPartition> partitions,
      long newest,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    ends.forEach((partition, end) ->
        consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - newest)));
    while (isBehind(partitions, ends)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(ANSWER_MAX);
      records.forEach(reader);
      if (records.isEmpty() && isBehind(partitions, ends)) {
        throw new TimeoutException("no records within " + ANSWER_MAX.toSeconds() + " s");
      }
    }
  }

  private boolean isBehind(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    return partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L));
  }

  /** Stands before the oldest records that are kept. */
  void fromOldest(List<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    partitions.forEach(consumer::position);
  }

  /** Stands behind the newest records. */
  void fromNow(List<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Hands over the records that follow, if any come soon. */
  void more(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.poll(POLL).forEach(reader);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
