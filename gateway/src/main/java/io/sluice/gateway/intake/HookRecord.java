package io.sluice.gateway.intake;

import io.sluice.gateway.source.Ack;
import io.sluice.schemas.WebhookEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An accepted hook, ready to be appended.
 *
 * @param requestId the id of the request that brought it; several may have come together
 * @param topic where it goes
 * @param key the ordering key: events of one key stay in order
 * @param raw whether the body alone is the record's value, instead of the Avro envelope
 * @param ack where it must be durable before its sender is told yes
 * @param event the hook and what is known of it
 * @param traceparent the sender's trace context, passed on as it came
 * @param notes record headers about it, by name, beside those that every record has
 * @param identity a digest of what tells a repetition of it from a new event; null where nothing
 *     does
 */
public record HookRecord(
    String requestId,
    String topic,
    String key,
    boolean raw,
    Ack ack,
    WebhookEvent event,
    @Nullable String traceparent,
    Map<String, String> notes,
    byte @Nullable [] identity) {

  /** The note that tells what is wrong with a body that is stored all the same. */
  public static final String INVALID = "sluice-invalid";

  /** The same, bound for another topic. */
  HookRecord to(String otherTopic) {
    return new HookRecord(
        requestId, otherTopic, key, raw, ack, event, traceparent, notes, identity);
  }
}
