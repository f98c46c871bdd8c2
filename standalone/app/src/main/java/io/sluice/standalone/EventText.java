package io.sluice.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.schemas.Decoded;
import io.sluice.schemas.WebhookEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event as {@code sluice tail} prints it: for people on a few lines, for programs on one. */
final class EventText {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int BODY_CHARS_MAX = 2000;

  private EventText() {}

  static String of(ConsumerRecord<byte[], byte[]> record, Decoded decoded, boolean json) {
    return switch (decoded) {
      case Decoded.Event(WebhookEvent event) -> json ? json(record, event) : text(record, event);
      case Decoded.Unreadable(String why) ->
          json ? unreadableJson(record, why) : place(record) + "  unreadable: " + why;
    };
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, WebhookEvent event) {
    return "%s  %s  %s%n  key %s   %s   %d bytes   proved by %s with %s%n  %s%n"
        .formatted(
            event.receivedAt(),
            TerminalText.line(event.type()),
            TerminalText.line(event.id()),
            TerminalText.line(key(record)),
            place(record),
            event.body().length,
            event.verification().scheme(),
            event.verification().secret(),
            body(event));
  }

  private static String body(WebhookEvent event) {
    String text = TerminalText.body(event.body());
    return text.length() <= BODY_CHARS_MAX
        ? text
        : text.substring(0, BODY_CHARS_MAX) + " … (--json prints all of it)";
  }

  private static String json(ConsumerRecord<byte[], byte[]> record, WebhookEvent event) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("type", event.type())
        .put("id", event.id())
        .put("key", key(record))
        .put("source", event.source())
        .put("subject", event.subject())
        .put("received_at", event.receivedAt().toString())
        .put("partition", record.partition())
        .put("offset", record.offset())
        .put("content_type", event.contentType())
        .put("scheme", event.verification().scheme())
        .put("secret", event.verification().secret());
    TerminalText.utf8(event.body())
        .ifPresentOrElse(
            text -> node.put("body", text), () -> node.put("body_base64", event.body()));
    return write(node);
  }

  private static String unreadableJson(ConsumerRecord<byte[], byte[]> record, String why) {
    return write(
        MAPPER
            .createObjectNode()
            .put("unreadable", why)
            .put("partition", record.partition())
            .put("offset", record.offset()));
  }

  private static String write(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values always make JSON", e);
    }
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "/" + record.partition() + "@" + record.offset();
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }
}
