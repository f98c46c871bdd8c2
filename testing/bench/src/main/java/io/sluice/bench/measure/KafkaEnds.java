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

  private static final Duration STALL_MAX = Duration.ofSeconds(30);
  private static final int POLL_MILLIS = 200;

  private final Admin admin;

  KafkaEnds(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Waits until there are that many, or no more have come for half a minute; tells how many. */
  long awaitRecords(String topic, long wanted) throws IOException, InterruptedException {
    long there = records(topic);
    long grewAt = System.nanoTime();
    while (there < wanted && System.nanoTime() - grewAt < STALL_MAX.toNanos()) {
      Thread.sleep(POLL_MILLIS);
      long now = records(topic);
      grewAt = now > there ? System.nanoTime() : grewAt;
      there = now;
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
