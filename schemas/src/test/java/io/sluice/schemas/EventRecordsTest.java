package io.sluice.schemas;

import static io.sluice.schemas.Examples.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordsTest {

  private static final WireFormat RAW = new WireFormat.Raw();
  private static final WireFormat ENVELOPE = new WireFormat.SingleObject();

  @Test
  void saysTheEventInCloudEventsHeaders() {
    ProducerRecord<byte[], byte[]> sent = record(Examples.event(), ENVELOPE);
    assertThat(header(sent, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(sent, "ce_id")).isEqualTo("72d3162e-cc78-11e3-81ab-4c9367dc0958");
    assertThat(header(sent, "ce_source")).isEqualTo("/in/github");
    assertThat(header(sent, "ce_type")).isEqualTo("push");
    assertThat(header(sent, "ce_time")).isEqualTo("2026-11-23T12:34:56.789012Z");
    assertThat(header(sent, "ce_subject")).isEqualTo("octo/hello");
    assertThat(header(sent, "content-type")).isEqualTo("application/avro");
    assertThat(header(sent, "traceparent")).isEqualTo("00-abc-def-01");
    assertThat(header(sent, "sluice-method")).isNull();
  }

  @Test
  void carriesTheProof() {
    ProducerRecord<byte[], byte[]> sent = record(Examples.event(), ENVELOPE);
    assertThat(header(sent, "sluice-verified")).isEqualTo("true");
    assertThat(header(sent, "sluice-scheme")).isEqualTo("github");
    assertThat(header(sent, "sluice-secret")).isEqualTo("env:GITHUB_SECRET");
    assertThat(header(sent, "sluice-body-sha256"))
        .isEqualTo(Examples.event().verification().bodySha256Hex())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void hasTopicKeyAndTheTimeOfReceipt() {
    ProducerRecord<byte[], byte[]> sent = record(Examples.event(), ENVELOPE);
    assertThat(sent.topic()).isEqualTo("webhooks.github");
    assertThat(sent.key()).isEqualTo("kündin-1".getBytes(UTF_8));
    assertThat(sent.timestamp()).isEqualTo(Examples.event().receivedAt().toEpochMilli());
    assertThat(sent.partition()).isNull();
  }

  @Test
  void leavesOutWhatIsNotThere() {
    ProducerRecord<byte[], byte[]> sent =
        EventRecords.of("t", "k", Examples.withoutOptions(), RAW, null);
    assertThat(header(sent, "ce_subject")).isNull();
    assertThat(header(sent, "content-type")).isNull();
    assertThat(header(sent, "traceparent")).isNull();
    assertThat(header(sent, "sluice-query")).isNull();
  }

  @Test
  void sendsARawBodyAsTheVeryArrayItCameIn() {
    WebhookEvent event = Examples.event();
    ProducerRecord<byte[], byte[]> sent = record(event, RAW);
    assertThat(sent.value()).isSameAs(event.body());
    assertThat(header(sent, "content-type")).isEqualTo("application/json");
    assertThat(header(sent, "sluice-method")).isEqualTo("POST");
    assertThat(header(sent, "sluice-path")).isEqualTo("/in/github");
    assertThat(header(sent, "sluice-query")).isEqualTo("try=1");
  }

  @Test
  void givesARawEventBackButForTheRequestsHeaders() {
    assertThat(decoded(record(Examples.event(), RAW)))
        .isEqualTo(new Decoded.Event(withoutHeaders(Examples.event())));
    assertThat(decoded(EventRecords.of("t", "k", Examples.withoutOptions(), RAW, null)))
        .isEqualTo(new Decoded.Event(Examples.withoutOptions()));
  }

  @Test
  void readsARawBodyThatLooksLikeAnEnvelopeAsARawBody() {
    WebhookEvent inner = Examples.event();
    byte[] body = EnvelopeEncoder.encode(inner, new WireFormat.SingleObject());
    WebhookEvent outer = withBody(withoutHeaders(inner), body);
    assertThat(decoded(record(outer, RAW))).isEqualTo(new Decoded.Event(outer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_id",
        "ce_source",
        "ce_type",
        "ce_time",
        "sluice-path",
        "sluice-verified",
        "sluice-scheme",
        "sluice-secret",
        "sluice-body-sha256"
      })
  void namesTheHeaderThatARawRecordMisses(String name) {
    ProducerRecord<byte[], byte[]> sent = record(Examples.event(), RAW);
    sent.headers().remove(name);
    assertThat(decoded(sent))
        .isEqualTo(new Decoded.Unreadable("a raw record, but its header " + name + " is missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_source", "ce_time", "sluice-verified", "sluice-body-sha256"})
  void doesNotReadARawRecordWithGarbageInAHeader(String name) {
    ProducerRecord<byte[], byte[]> sent = record(Examples.event(), RAW);
    sent.headers().remove(name).add(name, new byte[] {'g', (byte) 0xFF});
    assertThat(decoded(sent)).isInstanceOf(Decoded.Unreadable.class);
  }

  private static ProducerRecord<byte[], byte[]> record(WebhookEvent event, WireFormat format) {
    return EventRecords.of("webhooks.github", "kündin-1", event, format, "00-abc-def-01");
  }

  private static Decoded decoded(ProducerRecord<byte[], byte[]> sent) {
    return WebhookEvents.create().decode(Examples.consumed(sent));
  }

  private static WebhookEvent withoutHeaders(WebhookEvent e) {
    return new WebhookEvent(
        e.id(),
        e.source(),
        e.type(),
        e.subject(),
        e.receivedAt(),
        e.method(),
        e.path(),
        e.query(),
        List.of(),
        e.contentType(),
        e.verification(),
        e.body());
  }

  private static WebhookEvent withBody(WebhookEvent e, byte[] body) {
    return new WebhookEvent(
        e.id(),
        e.source(),
        e.type(),
        e.subject(),
        e.receivedAt(),
        e.method(),
        e.path(),
        e.query(),
        e.headers(),
        e.contentType(),
        e.verification(),
        body);
  }
}
