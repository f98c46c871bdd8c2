package io.sluice.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** Every version of one record's schema that was ever released, oldest first. */
final class SchemaHistory {

  /** Of the events' envelope. */
  static final SchemaHistory EVENT = new SchemaHistory("WebhookEvent");

  /** Of refused requests. */
  static final SchemaHistory REJECTED = new SchemaHistory("RejectedHook");

  private final String record;
  private final List<Version> versions;

  private SchemaHistory(String record) {
    this.record = record;
    versions = load(record);
  }

  /**
   * One frozen version.
   *
   * @param number counted from 1
   * @param json the text of the schema as frozen
   * @param schema the schema
   * @param fingerprint its CRC-64-AVRO
   */
  record Version(int number, String json, Schema schema, long fingerprint) {

    static Version of(int number, String json) {
      Schema schema = new Schema.Parser().parse(json);
      return new Version(number, json, schema, SchemaNormalization.parsingFingerprint64(schema));
    }
  }

  /** The name of the record. */
  String record() {
    return record;
  }

  List<Version> versions() {
    return versions;
  }

  Version newest() {
    return versions.getLast();
  }

  private static List<Version> load(String record) {
    List<Version> versions = new ArrayList<>();
    while (true) {
      int number = versions.size() + 1;
      String json = read("history/" + record + ".v" + number + ".avsc");
      if (json == null) {
        return List.copyOf(versions);
      }
      versions.add(Version.of(number, json));
    }
  }

  private static @Nullable String read(String resource) {
    try (InputStream in = SchemaHistory.class.getResourceAsStream(resource)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
