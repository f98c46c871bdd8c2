package io.sluice.schemas;

import io.sluice.v1.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/** Reads the envelopes that were written with one particular schema. Safe to share. */
final class EnvelopeReader {

  private static final Schema NEWEST = io.sluice.v1.WebhookEvent.getClassSchema();

  private final SpecificDatumReader<io.sluice.v1.WebhookEvent> reader;

  private EnvelopeReader(Schema writer) {
    reader = new SpecificDatumReader<>(writer, NEWEST, new OwnClasses());
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
        toArray(event.getBody()));
  }

  private static Verification toVerification(io.sluice.v1.Verification proof) {
    return new Verification(proof.getScheme(), proof.getSecret(), proof.getBodySha256().bytes());
  }

  private static byte[] toArray(ByteBuffer body) {
    if (body.hasArray() && body.arrayOffset() == 0 && body.array().length == body.remaining()) {
      return body.array();
    }
    byte[] copy = new byte[body.remaining()];
    body.duplicate().get(copy);
    return copy;
  }

  /**
   * The classes that records are read into. The list is closed: a foreign schema cannot have a
   * class loaded by naming it, and no trust needs to be set for the whole process.
   */
  private static final class OwnClasses extends SpecificData {

    private static final Map<String, Class<?>> BY_NAME =
        Map.of(
            NEWEST.getFullName(), io.sluice.v1.WebhookEvent.class,
            io.sluice.v1.HeaderLine.getClassSchema().getFullName(), io.sluice.v1.HeaderLine.class,
            io.sluice.v1.Verification.getClassSchema().getFullName(),
                io.sluice.v1.Verification.class,
            Sha256.getClassSchema().getFullName(), Sha256.class);

    OwnClasses() {
      addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
      return switch (schema.getType()) {
        case RECORD, FIXED, ENUM -> BY_NAME.get(schema.getFullName());
        default -> super.getClass(schema);
      };
    }
  }
}
