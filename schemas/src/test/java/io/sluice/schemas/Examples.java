package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The event and the refused request that the golden files hold, and what tests make of them. */
final class Examples {

  private Examples() {}

  static WebhookEvent event() {
    byte[] body = "{\"ref\":\"refs/heads/main\",\"by\":\"Zoë\"}".getBytes(UTF_8);
    return new WebhookEvent(
        "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "github",
        "push",
        "octo/hello",
        Instant.parse("2026-11-23T12:34:56.789012Z"),
        "POST",
        "/in/github",
        "try=1",
        List.of(
            new HeaderLine("X-GitHub-Event", "push"),
            new HeaderLine("X-Note", "caf\u00e9"),
            new HeaderLine("X-Empty", "")),
        "application/json",
        new Verification("github", "env:GITHUB_SECRET", sha256(body)),
        body);
  }

  static WebhookEvent withoutOptions() {
    return new WebhookEvent(
        "1",
        "shop",
        "",
        null,
        Instant.EPOCH,
        "POST",
        "",
        null,
        List.of(),
        null,
        new Verification("token", "file:/run/secrets/shop", sha256(new byte[0])),
        new byte[0]);
  }

  static RejectedHook rejected() {
    byte[] body = "{\"ref\":\"refs/heads/main\",\"by\":\"Zoë\"}".getBytes(UTF_8);
    return new RejectedHook(
        "01JDC4N3V8T0RQ2Z5W7X9Y1A3B",
        "github",
        Instant.parse("2026-11-23T12:34:56.789012Z"),
        "POST",
        "/in/github/***",
        "try=1",
        List.of(new HeaderLine("X-GitHub-Event", "push"), new HeaderLine("X-Note", "caf\u00e9")),
        "application/json",
        new Rejection(Rejection.Stage.PAYLOAD, "invalid_payload", "/ref: no commit", "github"),
        KeptBody.whole(body).atMost(10));
  }

  static RejectedHook rejectedWithoutOptions() {
    return new RejectedHook(
        "1",
        "shop",
        Instant.EPOCH,
        "POST",
        "",
        null,
        List.of(),
        null,
        new Rejection(Rejection.Stage.VERIFY, "bad_signature", null, "token"),
        KeptBody.whole(new byte[0]));
  }

  static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        sent.timestamp(),
        TimestampType.CREATE_TIME,
        sent.key().length,
        sent.value().length,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }

  /** The text of a record's only header of this name, null when there is none. */
  static @Nullable String header(ProducerRecord<byte[], byte[]> sent, String name) {
    var values = sent.headers().headers(name).iterator();
    if (!values.hasNext()) {
      return null;
    }
    String value = new String(values.next().value(), UTF_8);
    if (values.hasNext()) {
      throw new AssertionError("several headers " + name);
    }
    return value;
  }
}
