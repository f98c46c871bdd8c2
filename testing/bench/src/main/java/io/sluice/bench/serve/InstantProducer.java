package io.sluice.bench.serve;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Acknowledges at once, and remembers nothing, unlike the mock it is made from. */
final class InstantProducer extends MockProducer<byte[], byte[]> {

  private final AtomicLong offsets = new AtomicLong();

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it has no state but the counter
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    RecordMetadata stored =
        new RecordMetadata(
            new TopicPartition(record.topic(), 0), offsets.getAndIncrement(), 0, 0, 0, 0);
    callback.onCompletion(stored, null);
    return CompletableFuture.completedFuture(stored);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return List.of(new PartitionInfo(topic, 0, null, null, null));
  }
}
