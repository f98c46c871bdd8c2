package io.sluice.schemas;

import io.sluice.v1.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Refused requests as Kafka records. Their values are in Avro single-object encoding even where
 * there is a registry: to see why webhooks are refused must not depend on one more service.
 */
public final class RejectedRecords {

  /** The {@code ce_type} of every one of them. */
  public static final String TYPE = "io.sluice.webhook.rejected";

  private static final int HEADERS = 9;

  private RejectedRecords() {}

  /**
   * The record of one refused request. Its key is the source, its timestamp the time of receipt.
   */
  public static ProducerRecord<byte[], byte[]> of(RejectedHook hook) {
    List<Header> headers = new ArrayList<>(HEADERS);
    headers.add(new TextHeader(EventHeaders.CE_SPECVERSION, "1.0"));
    headers.add(new TextHeader(EventHeaders.CE_ID, hook.id()));
    headers.add(new TextHeader(EventHeaders.CE_SOURCE, EventHeaders.SOURCE_PREFIX + hook.source()));
    headers.add(new TextHeader(EventHeaders.CE_TYPE, TYPE));
    headers.add(new TextHeader(EventHeaders.CE_TIME, Rfc3339.utcMicros(hook.receivedAt())));
    headers.add(new TextHeader(EventHeaders.CONTENT_TYPE, EventHeaders.ENVELOPE_CONTENT_TYPE));
    headers.add(new TextHeader(EventHeaders.SCHEME, hook.rejection().scheme()));
    headers.add(new TextHeader(EventHeaders.REJECTED, hook.rejection().reason()));
    long timestampMs = Math.max(0, hook.receivedAt().toEpochMilli());
    byte[] key = TextHeader.utf8(hook.source());
    return new ProducerRecord<>(Topics.rejected(), null, timestampMs, key, encode(hook), headers);
  }

  private static byte[] encode(RejectedHook hook) {
    try {
      ByteBuffer encoded = io.sluice.v1.RejectedHook.getEncoder().encode(generated(hook));
      return OwnClasses.array(encoded);
    } catch (IOException e) {
      throw new IllegalStateException("writing into memory does not fail", e);
    }
  }

  private static io.sluice.v1.RejectedHook generated(RejectedHook hook) {
    return io.sluice.v1.RejectedHook.newBuilder()
        .setId(hook.id())
        .setSource(hook.source())
        .setReceivedAt(hook.receivedAt())
        .setMethod(hook.method())
        .setPath(hook.path())
        .setQuery(hook.query())
        .setHeaders(
            hook.headers().stream()
                .map(line -> new io.sluice.v1.HeaderLine(line.name(), line.value()))
                .toList())
        .setContentType(hook.contentType())
        .setRejection(generated(hook.rejection()))
        .setBodyLength(hook.body().wholeLength())
        .setBodySha256(new Sha256(hook.body().wholeSha256()))
        .setBody(ByteBuffer.wrap(hook.body().bytes()))
        .build();
  }

  private static io.sluice.v1.Rejection generated(Rejection rejection) {
    io.sluice.v1.RejectionStage stage =
        switch (rejection.stage()) {
          case VERIFY -> io.sluice.v1.RejectionStage.verify;
          case PAYLOAD -> io.sluice.v1.RejectionStage.payload;
        };
    return new io.sluice.v1.Rejection(
        stage, rejection.reason(), rejection.detail(), rejection.scheme());
  }
}
