package io.sluice.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of the topic of refused requests, which are always in Avro single-object
 * encoding.
 */
public final class RejectedHooks {

  private static final int PREFIX_BYTES = 10;
  private static final Map<Long, SpecificDatumReader<io.sluice.v1.RejectedHook>> READERS =
      SchemaHistory.REJECTED.versions().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  SchemaHistory.Version::fingerprint, RejectedHooks::reader));

  private RejectedHooks() {}

  /** What a record turned out to be. */
  public sealed interface Read {

    /** A request that was refused. */
    record Hook(RejectedHook hook) implements Read {}

    /**
     * Nothing of the kind, now and for ever.
     *
     * @param why a sentence for a person; holds nothing of the record's value
     */
    record Unreadable(String why) implements Read {}
  }

  /** Reads the value of one record; any bytes whatever are either a hook or unreadable. */
  public static Read decode(byte @Nullable [] value) {
    if (value == null) {
      return new Read.Unreadable("no value");
    }
    if (value.length < PREFIX_BYTES || value[0] != (byte) 0xC3 || value[1] != 1) {
      return new Read.Unreadable(
          "not in Avro single-object encoding: %d bytes".formatted(value.length));
    }
    long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    SpecificDatumReader<io.sluice.v1.RejectedHook> reader = READERS.get(fingerprint);
    return reader == null
        ? new Read.Unreadable(
            "written with a schema that is not of a refused request, or of a later version of"
                + " Sluice: fingerprint "
                + HexFormat.of().toHexDigits(fingerprint))
        : read(reader, new ArrayDecoder(value, PREFIX_BYTES));
  }

  private static SpecificDatumReader<io.sluice.v1.RejectedHook> reader(
      SchemaHistory.Version writer) {
    return new SpecificDatumReader<>(
        writer.schema(), io.sluice.v1.RejectedHook.getClassSchema(), OwnClasses.INSTANCE);
  }

  private static Read read(
      SpecificDatumReader<io.sluice.v1.RejectedHook> reader, ArrayDecoder decoder) {
    try {
      RejectedHook hook = toHook(reader.read(null, decoder));
      return decoder.remaining() == 0
          ? new Read.Hook(hook)
          : new Read.Unreadable(decoder.remaining() + " bytes follow the refused request");
    } catch (IOException | RuntimeException e) {
      return new Read.Unreadable("not a whole refused request: " + e.getMessage());
    }
  }

  private static RejectedHook toHook(io.sluice.v1.RejectedHook hook) {
    return new RejectedHook(
        hook.getId(),
        hook.getSource(),
        hook.getReceivedAt(),
        hook.getMethod(),
        hook.getPath(),
        hook.getQuery(),
        hook.getHeaders().stream()
            .map(line -> new HeaderLine(line.getName(), line.getValue()))
            .toList(),
        hook.getContentType(),
        toRejection(hook.getRejection()),
        new KeptBody(
            OwnClasses.array(hook.getBody()), hook.getBodyLength(), hook.getBodySha256().bytes()));
  }

  private static Rejection toRejection(io.sluice.v1.Rejection rejection) {
    Rejection.Stage stage =
        switch (rejection.getStage()) {
          case verify -> Rejection.Stage.VERIFY;
          case payload -> Rejection.Stage.PAYLOAD;
        };
    return new Rejection(
        stage, rejection.getReason(), rejection.getDetail(), rejection.getScheme());
  }
}
