package io.sluice.schemas;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumReader;

/** Reads the envelopes that were written with one particular schema. Safe to share. */
final class EnvelopeReader {

  private static final Schema NEWEST = io.sluice.v1.WebhookEvent.getClassSchema();

  private final SpecificDatumReader<io.sluice.v1.WebhookEvent> reader;

  private EnvelopeReader(Schema writer) {
    reader = new SpecificDatumReader<>(writer, NEWEST, OwnClasses.INSTANCE);
  }

  /** Whether this is some version of the envelope's schema. */
  static boolean isEnvelope(Schema writer) {
    return writer.getType() == Schema.Type.RECORD
        && writer.getFullName().equals(NEWEST.getFullName());
  }

  static EnvelopeReader of(Schema writer) {
    return new EnvelopeReader(writer);
  }

  /** Reads the envelope that starts at {@code from} and must end with the array. */
  Decoded read(byte[] value, int from) {
    ArrayDecoder decoder = new ArrayDecoder(value, from);
    try {
      WebhookEvent event = toEvent(reader.read(null, decoder));
      return decoder.remaining() == 0
          ? new Decoded.Event(event)
          : new Decoded.Unreadable(decoder.remaining() + " bytes follow the envelope");
    } catch (IOException | RuntimeException e) {
      return new Decoded.Unreadable("not a whole envelope: " + e.getMessage());
    } catch (StackOverflowError e) {
      // The schema of a foreign writer may nest without end, and so may its bytes.
      return new Decoded.Unreadable("nested too deeply");
    }
  }

  private static WebhookEvent toEvent(io.sluice.v1.WebhookEvent event) {
    return new WebhookEvent(
        event.getId(),
        event.getSource(),
        event.getType(),
        event.getSubject(),
        event.getReceivedAt(),
        event.getMethod(),
        event.getPath(),
        event.getQuery(),
        event.getHeaders().stream()
            .map(line -> new HeaderLine(line.getName(), line.getValue()))
            .toList(),
        event.getContentType(),
        toVerification(event.getVerification()),
        OwnClasses.array(event.getBody()));
  }

  private static Verification toVerification(io.sluice.v1.Verification proof) {
    return new Verification(proof.getScheme(), proof.getSecret(), proof.getBodySha256().bytes());
  }
}
