package io.sluice.gateway.log;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import java.util.Locale;
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
  private final Metrics metrics;

  public KafkaLog(
      Producers producers,
      Function<HookRecord, ProducerRecord<byte[], byte[]>> encoder,
      Metrics metrics) {
    this.producers = producers;
    this.encoder = encoder;
    this.metrics = metrics;
  }

  @Override
  public void append(HookRecord record, Receipt receipt) {
    KafkaAppend.send(
        producers,
        encoder.apply(record),
        result -> {
          count(result);
          receipt.settled(result);
        });
  }

  private void count(AppendResult result) {
    if (result instanceof NotAppended(Cause cause)) {
      metrics.counter(Metric.APPENDS_FAILED, cause.name().toLowerCase(Locale.ROOT)).increment();
    }
  }
}
