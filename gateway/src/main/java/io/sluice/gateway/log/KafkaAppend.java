package io.sluice.gateway.log;

import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The sending of one record, whose receipt is told exactly once. A failure reaches it by one of
 * four ways, all of them here: a callback during {@code send}, a callback later, an exception of
 * Kafka's, and an exception because the producer is closed.
 */
final class KafkaAppend {

  private KafkaAppend() {}

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told whatever the future is
  static void send(
      Producers producers, ProducerRecord<byte[], byte[]> record, EventLog.Receipt receipt) {
    Producer<byte[], byte[]> producer = producers.current();
    try {
      producer.send(
          record,
          (metadata, error) -> {
            if (error != null) {
              producers.failed(producer, error);
            }
            receipt.settled(result(metadata, error));
          });
    } catch (IllegalStateException e) {
      receipt.settled(new NotAppended(Cause.CLOSED));
    } catch (RuntimeException e) {
      producers.failed(producer, e);
      receipt.settled(new NotAppended(cause(e, true)));
    }
  }

  private static AppendResult result(@Nullable RecordMetadata metadata, @Nullable Exception error) {
    if (error != null) {
      boolean placed = metadata != null && metadata.partition() >= 0;
      return new NotAppended(cause(error, placed));
    }
    if (metadata == null) {
      return new NotAppended(Cause.FAILED);
    }
    return new InKafka(metadata.partition(), metadata.offset());
  }

  /**
   * @param placed whether the record had found its partition before it failed
   */
  private static Cause cause(Exception error, boolean placed) {
    return switch (error) {
      case BufferExhaustedException _ -> Cause.BUFFER_FULL;
      case TimeoutException _ -> placed ? Cause.TIMEOUT : Cause.NO_METADATA;
      case RecordTooLargeException _ -> Cause.TOO_LARGE;
      case NotEnoughReplicasException _ -> Cause.NOT_ENOUGH_REPLICAS;
      case NotEnoughReplicasAfterAppendException _ -> Cause.NOT_ENOUGH_REPLICAS;
      case AuthorizationException _ -> Cause.NOT_AUTHORIZED;
      default -> Cause.FAILED;
    };
  }
}
