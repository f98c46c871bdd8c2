package io.sluice.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** How many records topics have, from the ends of their partitions. */
final class KafkaEnds implements AutoCloseable {

  private static final Duration DRAIN_MAX = Duration.ofMinutes(2);
  private static final int POLL_MILLIS = 200;

  private final Admin admin;

  KafkaEnds(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Waits until there are that many, at most two minutes; tells how many there are then. */
  long awaitRecords(String topic, long wanted) throws IOException, InterruptedException {
    long until = System.nanoTime() + DRAIN_MAX.toNanos();
    long there = records(topic);
    while (there < wanted && System.nanoTime() < until) {
      Thread.sleep(POLL_MILLIS);
      there = records(topic);
    }
    return there;
  }

  private long records(String topic) throws IOException, InterruptedException {
    try {
      Map<String, TopicDescription> described =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      Map<TopicPartition, OffsetSpec> latest =
          described.values().stream()
              .flatMap(each -> each.partitions().stream())
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not say how many records " + topic + " has", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
