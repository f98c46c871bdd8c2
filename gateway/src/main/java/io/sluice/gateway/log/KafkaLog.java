package io.sluice.gateway.log;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.sluice.schemas.Topics;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log in Kafka: hands records straight to the producer and passes its acknowledgement on.
 *
 * <p>Safe on an event loop because nothing in {@code send} may wait: {@code max.block.ms} is 0,
 * topic metadata is fetched before requests are taken, and the byte budget of the edge keeps the
 * producer's buffer from filling up.
 */
public final class KafkaLog implements EventLog {

  private final Producers producers;
  private final Function<HookRecord, ProducerRecord<byte[], byte[]>> encoder;
  private final BooleanSupplier rejectsReady;
  private final Metrics metrics;

  /**
   * @param rejectsReady whether the topic of refused requests is there; it may be the only one that
   *     is not
   */
  public KafkaLog(
      Producers producers,
      Function<HookRecord, ProducerRecord<byte[], byte[]>> encoder,
      BooleanSupplier rejectsReady,
      Metrics metrics) {
    this.producers = producers;
    this.encoder = encoder;
    this.rejectsReady = rejectsReady;
    this.metrics = metrics;
  }

  @Override
  public void append(HookRecord record, Receipt receipt) {
    Receipt counting =
        result -> {
          count(result);
          receipt.settled(result);
        };
    if (record.topic().equals(Topics.rejected()) && !rejectsReady.getAsBoolean()) {
      counting.settled(new NotAppended(Cause.NO_METADATA));
    } else {
      KafkaAppend.send(producers, encoder.apply(record), counting);
    }
  }

  private void count(AppendResult result) {
    if (result instanceof NotAppended(Cause cause)) {
      metrics.counter(Metric.APPENDS_FAILED, cause.name().toLowerCase(Locale.ROOT)).increment();
    }
  }
}
