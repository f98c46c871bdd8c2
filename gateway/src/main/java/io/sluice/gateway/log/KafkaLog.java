package io.sluice.gateway.log;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import java.util.Locale;
import java.util.function.Function;
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
 * The log in Kafka: hands records straight to the producer and passes its acknowledgement on.
 *
 * <p>Safe on an event loop because nothing in {@code send} may wait: {@code max.block.ms} is 0,
 * topic metadata is fetched before requests are taken, and the byte budget of the edge keeps the
 * producer's buffer from filling up. A failure reaches the receipt by one of four ways, all of them
 * here: a callback during {@code send}, a callback later, an exception of Kafka's, and an exception
 * because the producer is closed.
 */
public final class KafkaLog implements EventLog {

  private final Producer<byte[], byte[]> producer;
  private final Function<HookRecord, ProducerRecord<byte[], byte[]>> encoder;
  private final Metrics metrics;

  public KafkaLog(
      Producer<byte[], byte[]> producer,
      Function<HookRecord, ProducerRecord<byte[], byte[]>> encoder,
      Metrics metrics) {
    this.producer = producer;
    this.encoder = encoder;
    this.metrics = metrics;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told whatever the future is
  public void append(HookRecord record, Receipt receipt) {
    ProducerRecord<byte[], byte[]> encoded = encoder.apply(record);
    try {
      producer.send(encoded, (metadata, error) -> receipt.settled(result(metadata, error)));
    } catch (IllegalStateException e) {
      receipt.settled(failed(Cause.CLOSED));
    } catch (RuntimeException e) {
      receipt.settled(failed(cause(e, true)));
    }
  }

  private AppendResult result(@Nullable RecordMetadata metadata, @Nullable Exception error) {
    if (error != null) {
      boolean placed = metadata != null && metadata.partition() >= 0;
      return failed(cause(error, placed));
    }
    if (metadata == null) {
      return failed(Cause.FAILED);
    }
    return new InKafka(metadata.partition(), metadata.offset());
  }

  private NotAppended failed(Cause cause) {
    metrics.counter(Metric.APPENDS_FAILED, cause.name().toLowerCase(Locale.ROOT)).increment();
    return new NotAppended(cause);
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
