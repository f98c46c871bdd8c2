package io.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.schemas.EventRecords;
import io.sluice.schemas.KeptBody;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.RejectedRecords;
import io.sluice.schemas.Rejection;
import io.sluice.schemas.Topics;
import io.sluice.schemas.WebhookEvent;
import io.sluice.schemas.WireFormat;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns an accepted hook into the record that Kafka gets. */
public final class RecordEncoder implements Function<HookRecord, ProducerRecord<byte[], byte[]>> {

  private final SchemaGate schema;

  public RecordEncoder(SchemaGate schema) {
    this.schema = schema;
  }

  /** A hook that is bound for the rejects is told as one. */
  @Override
  public ProducerRecord<byte[], byte[]> apply(HookRecord hook) {
    if (hook.topic().equals(Topics.rejected())) {
      return RejectedRecords.of(rejected(hook));
    }
    WireFormat format = hook.raw() ? new WireFormat.Raw() : schema.envelopeFormat();
    ProducerRecord<byte[], byte[]> record =
        EventRecords.of(hook.topic(), hook.key(), hook.event(), format, hook.traceparent());
    hook.notes().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }

  private static RejectedHook rejected(HookRecord hook) {
    WebhookEvent event = hook.event();
    Rejection rejection =
        new Rejection(
            Rejection.Stage.PAYLOAD,
            "invalid_payload",
            hook.notes().get(HookRecord.INVALID),
            event.verification().scheme());
    return new RejectedHook(
        hook.requestId(),
        event.source(),
        event.receivedAt(),
        event.method(),
        event.path(),
        event.query(),
        event.headers(),
        event.contentType(),
        rejection,
        KeptBody.whole(event.body()));
  }
}
