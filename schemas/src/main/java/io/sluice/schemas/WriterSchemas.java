package io.sluice.schemas;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The schemas that envelopes may have been written with, by fingerprint and by registry id. */
final class WriterSchemas implements AutoCloseable {

  private final Map<Long, Writer> byFingerprint = new HashMap<>();
  private final Map<Integer, Writer> byId = new ConcurrentHashMap<>();
  private final @Nullable SchemaRegistry registry;

  private WriterSchemas(@Nullable SchemaRegistry registry) {
    this.registry = registry;
    for (SchemaHistory.Version version : SchemaHistory.EVENT.versions()) {
      byFingerprint.put(
          version.fingerprint(), new Writer.Known(EnvelopeReader.of(version.schema())));
    }
  }

  /** Who wrote an envelope, as far as can be told. */
  sealed interface Writer {

    record Known(EnvelopeReader reader) implements Writer {}

    record Unknown(String why) implements Writer {}
  }

  static WriterSchemas bundled() {
    return new WriterSchemas(null);
  }

  static WriterSchemas from(SchemaRegistry registry) {
    return new WriterSchemas(registry);
  }

  static WriterSchemas given(Map<Integer, String> schemaById) {
    WriterSchemas schemas = new WriterSchemas(null);
    schemaById.forEach((id, json) -> schemas.byId.put(id, parse(id, json)));
    return schemas;
  }

  Writer byFingerprint(long fingerprint) {
    Writer writer = byFingerprint.get(fingerprint);
    return writer != null
        ? writer
        : new Writer.Unknown(
            "written with a schema that this version of Sluice does not know: fingerprint "
                + HexFormat.of().toHexDigits(fingerprint));
  }

  /** Asks the registry once per schema; a registry that cannot be asked is an exception. */
  Writer byId(int id) {
    Writer writer = byId.get(id);
    if (writer != null) {
      return writer;
    }
    if (registry == null) {
      return new Writer.Unknown(
          "written with schema id " + id + " of a registry, and no registry is configured");
    }
    return switch (registry.schemaById(id)) {
      case SchemaRegistry.Found(String json) -> {
        Writer found = parse(id, json);
        byId.put(id, found);
        yield found;
      }
      case SchemaRegistry.Refused(int status, String message) ->
          new Writer.Unknown(
              "the registry does not give schema id %d: %d %s".formatted(id, status, message));
      case SchemaRegistry.Unreachable(String why) -> throw new RegistryUnreachableException(why);
    };
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private static Writer parse(int id, String json) {
    try {
      Schema schema = new Schema.Parser().parse(json);
      return EnvelopeReader.isEnvelope(schema)
          ? new Writer.Known(EnvelopeReader.of(schema))
          : new Writer.Unknown("schema id %d is %s".formatted(id, schema.getFullName()));
    } catch (AvroRuntimeException e) {
      return new Writer.Unknown("schema id " + id + " is no Avro schema");
    }
  }
}
