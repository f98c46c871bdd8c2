package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.SchemaRegistry.Found;
import io.sluice.schemas.SchemaRegistry.Refused;
import io.sluice.schemas.SchemaRegistry.Registered;
import io.sluice.schemas.SchemaRegistry.Unreachable;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest {

  private static final String SCHEMA = "{\"type\": \"string\"}";
  private static final Duration GENEROUS = Duration.ofSeconds(30);

  private final FakeRegistry fake = new FakeRegistry();
  private final SchemaRegistry registry = SchemaRegistry.at(fake.uri("/apis/ccompat/v7"), GENEROUS);

  @AfterEach
  void close() {
    registry.close();
    fake.close();
  }

  @Test
  void registersBelowThePathOfItsUrl() {
    fake.answer(200, "{\"id\":42}");
    assertThat(registry.register("io.sluice.v1.WebhookEvent", SCHEMA))
        .isEqualTo(new Registered(42));
    assertThat(fake.asked())
        .containsExactly(
            new FakeRegistry.Asked(
                "POST /apis/ccompat/v7/subjects/io.sluice.v1.WebhookEvent/versions",
                "application/vnd.schemaregistry.v1+json",
                "{\"schema\":\"{\\\"type\\\": \\\"string\\\"}\"}"));
  }

  @Test
  void keepsAnOddSubjectInOneSegment() {
    fake.answer(200, "{\"id\":1}");
    registry.register("a/b c", SCHEMA);
    assertThat(fake.asked().getFirst().line())
        .isEqualTo("POST /apis/ccompat/v7/subjects/a%2Fb%20c/versions");
  }

  @Test
  void tellsAnIncompatibleSchemaWithTheRegistrysReasonOnOneLine() {
    fake.answer(409, "{\"error_code\":409,\"message\":\"READER_FIELD\\nMISSING\"}");
    assertThat(registry.register("s", SCHEMA)).isEqualTo(new Refused(409, "READER_FIELD MISSING"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void takesATroubledRegistryAsUnreachable(int status) {
    fake.answer(status, "{\"message\":\"later\"}");
    assertThat(registry.register("s", SCHEMA)).isInstanceOf(Unreachable.class);
    assertThat(registry.schemaById(1)).isInstanceOf(Unreachable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "{\"id\":\"x\"}", "{\"id\":4294967296}", "[]", "null"})
  void takesAnAnswerWithoutMeaningAsUnreachable(String body) {
    fake.answer(200, body);
    assertThat(registry.register("s", SCHEMA)).isInstanceOf(Unreachable.class);
    assertThat(registry.schemaById(1)).isInstanceOf(Unreachable.class);
  }

  @Test
  void findsASchemaByItsId() {
    fake.answer(200, "{\"schema\":\"\\\"string\\\"\"}");
    assertThat(registry.schemaById(42)).isEqualTo(new Found("\"string\""));
    assertThat(fake.asked().getFirst().line()).isEqualTo("GET /apis/ccompat/v7/schemas/ids/42");
  }

  @Test
  void refusesASchemaOfAnotherKind() {
    fake.answer(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
    assertThat(registry.schemaById(42)).isEqualTo(new Refused(200, "not an Avro schema"));
  }

  @Test
  void waitsALimitedTimeForTheWholeAnswer() {
    fake.stall();
    try (SchemaRegistry hasty = SchemaRegistry.at(fake.uri(""), Duration.ofMillis(300))) {
      assertThat(hasty.schemaById(1))
          .isEqualTo(
              new Unreachable(
                  "schema registry " + fake.uri("/") + ": no whole answer within 300 ms"));
    }
  }

  @Test
  void readsALimitedPartOfAnAnswer() {
    fake.answer(200, "{\"schema\":\"" + "x".repeat(2 << 20) + "\"}");
    assertThat(registry.schemaById(1)).isInstanceOf(Unreachable.class);
  }

  @Test
  void saysWhoCannotBeReached() {
    URI gone = fake.uri("/");
    fake.close();
    assertThat(registry.schemaById(1))
        .isInstanceOfSatisfying(
            Unreachable.class, it -> assertThat(it.why()).contains(gone.getAuthority()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"registry:8081", "ftp://registry/", "/apis", "http://me:secret@registry/"})
  void refusesAUrlItCannotUseWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> SchemaRegistry.at(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void isAskedOnceForTheSchemaOfManyRecords() {
    answerWithTheEnvelopesSchema();
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.Confluent(42));
    try (WebhookEvents events = WebhookEvents.withRegistry(fake.uri("/"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(events.decode(new RecordHeaders(), value))
            .isEqualTo(new Decoded.Event(Examples.event()));
      }
      fake.close();
      assertThat(events.decode(new RecordHeaders(), value)).isInstanceOf(Decoded.Event.class);
    }
    assertThat(fake.asked()).hasSize(1);
  }

  @Test
  void makesARecordUnreadableWhenItDoesNotKnowTheId() {
    fake.answer(404, "{\"message\":\"Schema 42 not found\"}");
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.Confluent(42));
    try (WebhookEvents events = WebhookEvents.withRegistry(fake.uri("/"))) {
      assertThat(events.decode(new RecordHeaders(), value))
          .isEqualTo(
              new Decoded.Unreadable(
                  "the registry does not give schema id 42: 404 Schema 42 not found"));
    }
  }

  @Test
  void leavesARecordToBeReadAgainWhenItCannotBeAsked() {
    fake.answer(503, "");
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.Confluent(42));
    try (WebhookEvents events = WebhookEvents.withRegistry(fake.uri("/"))) {
      assertThatThrownBy(() -> events.decode(new RecordHeaders(), value))
          .isInstanceOf(RegistryUnreachableException.class)
          .hasMessageContaining("status 503");
      answerWithTheEnvelopesSchema();
      assertThat(events.decode(new RecordHeaders(), value)).isInstanceOf(Decoded.Event.class);
    }
  }

  private void answerWithTheEnvelopesSchema() {
    String json = SchemaHistory.EVENT.newest().schema().toString();
    fake.answer(200, "{\"schema\":\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
  }
}
