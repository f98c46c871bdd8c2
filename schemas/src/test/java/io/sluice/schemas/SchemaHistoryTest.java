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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {

  private static final Path CURRENT = Path.of("src/main/avro");
  private static final Path HISTORY = Path.of("src/history");

  /** A record with a history, and the example of it that the golden files hold. */
  enum Kept {
    EVENT(SchemaHistory.EVENT, io.sluice.v1.WebhookEvent.SCHEMA$) {
      @Override
      Object read(byte[] bytes) {
        return WebhookEvents.create().decode(new RecordHeaders(), bytes);
      }

      @Override
      Object example() {
        return new Decoded.Event(Examples.event());
      }

      @Override
      byte[] exampleBytes() {
        return EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
      }
    },
    REJECTED(SchemaHistory.REJECTED, io.sluice.v1.RejectedHook.SCHEMA$) {
      @Override
      Object read(byte[] bytes) {
        return RejectedHooks.decode(bytes);
      }

      @Override
      Object example() {
        return new RejectedHooks.Read.Hook(Examples.rejected());
      }

      @Override
      byte[] exampleBytes() {
        return RejectedRecords.of(Examples.rejected()).value();
      }
    };

    @SuppressWarnings("ImmutableEnumChecker") // never changed; its type cannot say so
    private final SchemaHistory history;

    @SuppressWarnings("ImmutableEnumChecker") // likewise
    private final Schema generated;

    Kept(SchemaHistory history, Schema generated) {
      this.history = history;
      this.generated = generated;
    }

    abstract Object read(byte[] bytes);

    abstract Object example();

    abstract byte[] exampleBytes();

    Path current() {
      return CURRENT.resolve(history.record() + ".avsc");
    }

    Path frozen(int number) {
      return HISTORY.resolve(history.record() + ".v" + number + ".avsc");
    }

    Path golden(Version version) {
      return HISTORY.resolve(history.record() + ".v" + version.number() + ".golden.hex");
    }
  }

  /** One version of one record. */
  record Released(Kept kept, Version version) {}

  @ParameterizedTest
  @EnumSource(Kept.class)
  void newestFrozenVersionIsTheCurrentSchema(Kept kept) throws IOException {
    Version newest = kept.history.newest();
    assertThat(new Schema.Parser().parse(Files.readString(kept.current())))
        .as(
            "%s is not what version %d froze. A frozen version never changes: if the change is"
                + " meant, freeze it with `cp %s %s` and run this test again",
            kept.current(), newest.number(), kept.current(), kept.frozen(newest.number() + 1))
        .isEqualTo(newest.schema());
  }

  @ParameterizedTest
  @EnumSource(Kept.class)
  void generatedClassIsOfTheNewestVersion(Kept kept) {
    assertThat(SchemaNormalization.parsingFingerprint64(kept.generated))
        .isEqualTo(kept.history.newest().fingerprint());
  }

  @Test
  void everyFrozenFileIsOnTheClassPath() throws IOException {
    try (Stream<Path> files = Files.list(HISTORY)) {
      assertThat(files.filter(file -> file.toString().endsWith(".avsc")))
          .as("versions are counted from 1 without gaps")
          .containsExactlyInAnyOrderElementsOf(
              released().map(r -> r.kept().frozen(r.version().number())).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void everyVersionReadsEveryOther(Released released) {
    assertThatCode(() -> checkMutual(released.version().schema(), schemas(released.kept())))
        .as(
            "version %d and another cannot read each other; give every new field a default, and"
                + " keep the fields without one",
            released.version().number())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Kept.class)
  void aNewFieldWithoutADefaultIsFound(Kept kept) {
    Schema broken = newestWith(kept, "{\"name\":\"region\",\"type\":\"string\"},");
    assertThatThrownBy(() -> checkMutual(broken, schemas(kept)))
        .isInstanceOf(SchemaValidationException.class);
  }

  @ParameterizedTest
  @EnumSource(Kept.class)
  void aNewFieldWithADefaultIsFine(Kept kept) {
    Schema good = newestWith(kept, "{\"name\":\"region\",\"type\":\"string\",\"default\":\"\"},");
    assertThatCode(() -> checkMutual(good, schemas(kept))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("released")
  void readsTheGoldenBytesOfEveryVersion(Released released) throws IOException {
    Path file = released.kept().golden(released.version());
    byte[] bytes = HexFormat.of().parseHex(Files.readString(file).strip());
    assertThat(released.kept().read(bytes)).isEqualTo(released.kept().example());
  }

  @ParameterizedTest
  @EnumSource(Kept.class)
  void writesTheGoldenBytesOfTheNewestVersion(Kept kept) throws IOException {
    Path file = kept.golden(kept.history.newest());
    String hex = HexFormat.of().formatHex(kept.exampleBytes());
    assertThat(file)
        .as("the newest version has no golden bytes yet: `echo %s > %s`", hex, file)
        .exists();
    assertThat(hex).isEqualTo(Files.readString(file).strip());
  }

  private static Stream<Released> released() {
    return Stream.of(Kept.values())
        .flatMap(kept -> kept.history.versions().stream().map(v -> new Released(kept, v)));
  }

  private static List<Schema> schemas(Kept kept) {
    return kept.history.versions().stream().map(Version::schema).toList();
  }

  private static void checkMutual(Schema schema, List<Schema> others)
      throws SchemaValidationException {
    SchemaValidator validator = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
    validator.validate(schema, others);
  }

  private static Schema newestWith(Kept kept, String field) {
    String json = kept.history.newest().json();
    int body = json.lastIndexOf('{', json.indexOf("\"body\""));
    return new Schema.Parser().parse(json.substring(0, body) + field + json.substring(body));
  }
}
