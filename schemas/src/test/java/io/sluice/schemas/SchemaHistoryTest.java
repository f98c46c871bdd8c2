package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.SchemaHistory.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {

  private static final Path CURRENT = Path.of("src/main/avro/WebhookEvent.avsc");
  private static final Path HISTORY = Path.of("src/history");

  @Test
  void newestFrozenVersionIsTheCurrentSchema() throws IOException {
    Version newest = SchemaHistory.newest();
    assertThat(new Schema.Parser().parse(Files.readString(CURRENT)))
        .as(
            "%s is not what version %d froze. A frozen version never changes: if the change is"
                + " meant, freeze it with `cp %s %s` and run this test again",
            CURRENT, newest.number(), CURRENT, frozen(newest.number() + 1))
        .isEqualTo(newest.schema());
  }

  @Test
  void generatedClassIsOfTheNewestVersion() {
    assertThat(SchemaNormalization.parsingFingerprint64(io.sluice.v1.WebhookEvent.SCHEMA$))
        .isEqualTo(SchemaHistory.newest().fingerprint());
  }

  @Test
  void everyFrozenFileIsOnTheClassPath() throws IOException {
    try (Stream<Path> files = Files.list(HISTORY)) {
      assertThat(files.filter(file -> file.toString().endsWith(".avsc")))
          .as("versions are counted from 1 without gaps")
          .containsExactlyInAnyOrderElementsOf(
              SchemaHistory.versions().stream().map(v -> frozen(v.number())).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyVersionReadsEveryOther(Version version) {
    assertThatCode(() -> checkMutual(version.schema(), schemas()))
        .as(
            "version %d and another cannot read each other; give every new field a default, and"
                + " keep the fields without one",
            version.number())
        .doesNotThrowAnyException();
  }

  @Test
  void aNewFieldWithoutADefaultIsFound() {
    Schema broken = newestWith("{\"name\":\"region\",\"type\":\"string\"},");
    assertThatThrownBy(() -> checkMutual(broken, schemas()))
        .isInstanceOf(SchemaValidationException.class);
  }

  @Test
  void aNewFieldWithADefaultIsFine() {
    Schema good = newestWith("{\"name\":\"region\",\"type\":\"string\",\"default\":\"\"},");
    assertThatCode(() -> checkMutual(good, schemas())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void readsTheGoldenBytesOfEveryVersion(Version version) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(Files.readString(golden(version)).strip());
    assertThat(WebhookEvents.create().decode(new RecordHeaders(), bytes))
        .isEqualTo(new Decoded.Event(Examples.event()));
  }

  @Test
  void writesTheGoldenBytesOfTheNewestVersion() throws IOException {
    Path file = golden(SchemaHistory.newest());
    String hex =
        HexFormat.of()
            .formatHex(EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject()));
    assertThat(file)
        .as("the newest version has no golden bytes yet: `echo %s > %s`", hex, file)
        .exists();
    assertThat(hex).isEqualTo(Files.readString(file).strip());
  }

  private static Stream<Version> versions() {
    return SchemaHistory.versions().stream();
  }

  private static List<Schema> schemas() {
    return versions().map(Version::schema).toList();
  }

  private static void checkMutual(Schema schema, List<Schema> others)
      throws SchemaValidationException {
    SchemaValidator validator = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
    validator.validate(schema, others);
  }

  private static Schema newestWith(String field) {
    String json = SchemaHistory.newest().json();
    int body = json.lastIndexOf('{', json.indexOf("\"body\""));
    return new Schema.Parser().parse(json.substring(0, body) + field + json.substring(body));
  }

  private static Path frozen(int number) {
    return HISTORY.resolve("WebhookEvent.v" + number + ".avsc");
  }

  private static Path golden(Version version) {
    return HISTORY.resolve("WebhookEvent.v" + version.number() + ".golden.hex");
  }
}
