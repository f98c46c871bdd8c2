package io.sluice.schemas;

import java.time.Instant;
import java.util.List;

/**
 * Writes the envelope: measures it, then writes it in the order of the schema into an array of that
 * size, so that the body is copied once. Only text outside ASCII costs an array of its own.
 */
public final class EnvelopeEncoder {

  private static final int SINGLE_OBJECT_PREFIX_BYTES = 10;
  private static final int CONFLUENT_PREFIX_BYTES = 5;
  private static final long FINGERPRINT = SchemaHistory.EVENT.newest().fingerprint();

  private EnvelopeEncoder() {}

  /** The event as the value of a Kafka record. */
  public static byte[] encode(WebhookEvent event, WireFormat.Envelope format) {
    int prefixSize =
        switch (format) {
          case WireFormat.SingleObject _ -> SINGLE_OBJECT_PREFIX_BYTES;
          case WireFormat.Confluent _ -> CONFLUENT_PREFIX_BYTES;
        };
    AvroOutput out = new AvroOutput(Math.toIntExact(prefixSize + size(event)));
    switch (format) {
      case WireFormat.SingleObject _ -> writeFingerprint(out);
      case WireFormat.Confluent(int schemaId) -> writeSchemaId(schemaId, out);
    }
    write(event, out);
    return out.bytes();
  }

  private static void writeFingerprint(AvroOutput out) {
    out.octet(0xC3);
    out.octet(0x01);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.octet((int) (FINGERPRINT >>> shift));
    }
  }

  private static void writeSchemaId(int schemaId, AvroOutput out) {
    out.octet(0x00);
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.octet(schemaId >>> shift);
    }
  }

  private static long size(WebhookEvent event) {
    return AvroOutput.sizeOfText(event.id())
        + AvroOutput.sizeOfText(event.source())
        + AvroOutput.sizeOfText(event.type())
        + AvroOutput.sizeOfOptional(event.subject())
        + AvroOutput.sizeOfNumber(micros(event.receivedAt()))
        + AvroOutput.sizeOfText(event.method())
        + AvroOutput.sizeOfText(event.path())
        + AvroOutput.sizeOfOptional(event.query())
        + sizeOfHeaders(event.headers())
        + AvroOutput.sizeOfOptional(event.contentType())
        + AvroOutput.sizeOfText(event.verification().scheme())
        + AvroOutput.sizeOfText(event.verification().secret())
        + event.verification().bodySha256().length
        + AvroOutput.sizeOfNumber(event.body().length)
        + event.body().length;
  }

  private static void write(WebhookEvent event, AvroOutput out) {
    out.text(event.id());
    out.text(event.source());
    out.text(event.type());
    out.optional(event.subject());
    out.number(micros(event.receivedAt()));
    out.text(event.method());
    out.text(event.path());
    out.optional(event.query());
    writeHeaders(event.headers(), out);
    out.optional(event.contentType());
    out.text(event.verification().scheme());
    out.text(event.verification().secret());
    out.fixed(event.verification().bodySha256());
    out.number(event.body().length);
    out.fixed(event.body());
  }

  private static long sizeOfHeaders(List<HeaderLine> headers) {
    long size = headers.isEmpty() ? 0 : AvroOutput.sizeOfNumber(headers.size());
    for (HeaderLine line : headers) {
      size += AvroOutput.sizeOfText(line.name()) + AvroOutput.sizeOfText(line.value());
    }
    return size + 1;
  }

  /** One block with all lines, then the empty block that ends an array. */
  private static void writeHeaders(List<HeaderLine> headers, AvroOutput out) {
    if (!headers.isEmpty()) {
      out.number(headers.size());
      for (HeaderLine line : headers) {
        out.text(line.name());
        out.text(line.value());
      }
    }
    out.number(0);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }
}
