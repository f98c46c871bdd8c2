package io.sluice.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka records: CloudEvents' binary binding in the headers, the proof beside it, the
 * envelope or the bare body as the value.
 */
public final class EventRecords {

  private static final Header SPECVERSION = new TextHeader(EventHeaders.CE_SPECVERSION, "1.0");
  private static final Header VERIFIED = new TextHeader(EventHeaders.VERIFIED, "true");
  private static final Header ENVELOPE =
      new TextHeader(EventHeaders.CONTENT_TYPE, EventHeaders.ENVELOPE_CONTENT_TYPE);
  private static final int HEADERS_AT_MOST = 15;

  private EventRecords() {}

  /**
   * The record of one event. Its timestamp is the time of receipt. A raw record carries the exact
   * body and loses the request's headers.
   *
   * @param orderingKey events with the same key stay in order
   * @param traceparent the W3C trace context to hand on
   */
  public static ProducerRecord<byte[], byte[]> of(
      String topic,
      String orderingKey,
      WebhookEvent event,
      WireFormat format,
      @Nullable String traceparent) {
    List<Header> headers = new ArrayList<>(HEADERS_AT_MOST);
    addCloudEvent(event, headers);
    addIfPresent(EventHeaders.TRACEPARENT, traceparent, headers);
    addProof(event.verification(), headers);
    byte[] value =
        switch (format) {
          case WireFormat.Envelope envelope -> {
            headers.add(ENVELOPE);
            yield EnvelopeEncoder.encode(event, envelope);
          }
          case WireFormat.Raw _ -> {
            addRequest(event, headers);
            yield event.body();
          }
        };
    long timestampMs = Math.max(0, event.receivedAt().toEpochMilli());
    byte[] key = TextHeader.utf8(orderingKey);
    return new ProducerRecord<>(topic, null, timestampMs, key, value, headers);
  }

  private static void addCloudEvent(WebhookEvent event, List<Header> headers) {
    headers.add(SPECVERSION);
    headers.add(new TextHeader(EventHeaders.CE_ID, event.id()));
    headers.add(
        new TextHeader(EventHeaders.CE_SOURCE, EventHeaders.SOURCE_PREFIX + event.source()));
    headers.add(new TextHeader(EventHeaders.CE_TYPE, event.type()));
    headers.add(new TextHeader(EventHeaders.CE_TIME, Rfc3339.utcMicros(event.receivedAt())));
    addIfPresent(EventHeaders.CE_SUBJECT, event.subject(), headers);
  }

  private static void addProof(Verification proof, List<Header> headers) {
    headers.add(VERIFIED);
    headers.add(new TextHeader(EventHeaders.SCHEME, proof.scheme()));
    headers.add(new TextHeader(EventHeaders.SECRET, proof.secret()));
    headers.add(new TextHeader(EventHeaders.BODY_SHA256, proof.bodySha256Hex()));
  }

  private static void addRequest(WebhookEvent event, List<Header> headers) {
    addIfPresent(EventHeaders.CONTENT_TYPE, event.contentType(), headers);
    headers.add(new TextHeader(EventHeaders.METHOD, event.method()));
    headers.add(new TextHeader(EventHeaders.PATH, event.path()));
    addIfPresent(EventHeaders.QUERY, event.query(), headers);
  }

  private static void addIfPresent(String name, @Nullable String value, List<Header> headers) {
    if (value != null) {
      headers.add(new TextHeader(name, value));
    }
  }
}
