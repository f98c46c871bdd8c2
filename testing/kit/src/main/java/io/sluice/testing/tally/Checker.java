package io.sluice.testing.tally;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topics that a load ended up in and compares them with its ledger.
 *
 * <p>It goes on where it left off, so it may be asked again and again until a journal has drained.
 */
public final class Checker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String ID = "ce_id";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Ledger ledger;
  private final Stored stored;
  private final Supplier<Set<String>> journal;

  private Checker(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Ledger ledger,
      Stored stored,
      Supplier<Set<String>> journal) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.ledger = ledger;
    this.stored = stored;
    this.journal = journal;
  }

  /**
   * A checker of topics that exist.
   *
   * @param bodyBytes as in the load's plan
   */
  public static Checker of(
      String bootstrapServers, Collection<String> topics, Ledger ledger, int bodyBytes) {
    return of(bootstrapServers, topics, ledger, bodyBytes, Set::of);
  }

  /**
   * The same with a journal that may still hold some events.
   *
   * @param journal the ids in it; asked before the topics are read, so that an event that moves
   *     meanwhile is not missed
   */
  public static Checker of(
      String bootstrapServers,
      Collection<String> topics,
      Ledger ledger,
      int bodyBytes,
      Supplier<Set<String>> journal) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                50,
                "reconnect.backoff.max.ms",
                200),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new Checker(consumer, partitions, ledger, new Stored(ledger.run(), bodyBytes), journal);
  }

  /** Reads up to where the topics end now, and compares. */
  public Tally tally() {
    Set<String> inJournal = journal.get();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      consumer.poll(POLL).forEach(this::found);
    }
    return Books.compare(ledger, stored, inJournal);
  }

  /**
   * Goes on reading until nothing is lost or this much time has passed: a journal that drains takes
   * as long as it takes.
   */
  public Tally awaitNothingLost(Duration limit) {
    long start = System.nanoTime();
    Tally tally = tally();
    while (!tally.lost().isEmpty() && System.nanoTime() - start < limit.toNanos()) {
      consumer.poll(POLL).forEach(this::found);
      tally = tally();
    }
    return tally;
  }

  private void found(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader(ID);
    stored.found(
        record.topic() + "/" + record.partition(),
        id == null ? "" : new String(id.value(), StandardCharsets.UTF_8),
        record.value() == null ? new byte[0] : record.value());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
