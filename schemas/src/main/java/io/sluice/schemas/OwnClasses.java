package io.sluice.schemas;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The classes that records are read into. The list is closed: a foreign schema cannot have a class
 * loaded by naming it, and no trust needs to be set for the whole process.
 */
final class OwnClasses extends SpecificData {

  static final OwnClasses INSTANCE = new OwnClasses();

  private static final Map<String, Class<?>> BY_NAME =
      Stream.<Class<?>>of(
              io.sluice.v1.HeaderLine.class,
              io.sluice.v1.RejectedHook.class,
              io.sluice.v1.Rejection.class,
              io.sluice.v1.Sha256.class,
              io.sluice.v1.RejectionStage.class,
              io.sluice.v1.Verification.class,
              io.sluice.v1.WebhookEvent.class)
          .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

  private OwnClasses() {
    addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
  }

  /** The bytes of a buffer: its very array where it is nothing else. */
  static byte[] array(ByteBuffer buffer) {
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.array().length == buffer.remaining()) {
      return buffer.array();
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  @Override
  public @Nullable Class<?> getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, FIXED, ENUM -> BY_NAME.get(schema.getFullName());
      default -> super.getClass(schema);
    };
  }
}
