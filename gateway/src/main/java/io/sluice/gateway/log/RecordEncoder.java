package io.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.schemas.EventRecords;
import io.sluice.schemas.WireFormat;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns an accepted hook into the record that Kafka gets. */
public final class RecordEncoder implements Function<HookRecord, ProducerRecord<byte[], byte[]>> {

  private final SchemaGate schema;

  public RecordEncoder(SchemaGate schema) {
    this.schema = schema;
  }

  @Override
  public ProducerRecord<byte[], byte[]> apply(HookRecord hook) {
    WireFormat format = hook.raw() ? new WireFormat.Raw() : schema.envelopeFormat();
    ProducerRecord<byte[], byte[]> record =
        EventRecords.of(hook.topic(), hook.key(), hook.event(), format, hook.traceparent());
    hook.notes().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }
}
