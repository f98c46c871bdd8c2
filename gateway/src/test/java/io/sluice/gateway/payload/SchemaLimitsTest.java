package io.sluice.gateway.payload;

import static io.sluice.gateway.payload.SchemaVerdicts.bytes;
import static io.sluice.gateway.payload.SchemaVerdicts.why;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No body and no schema can make a check long. */
class SchemaLimitsTest {

  @Test
  void boundsABody() {
    PayloadSchemas schemas = PayloadSchemas.compile(Map.of("*", "{}")).orThrow();
    byte[] most = bytes("\"" + "x".repeat(PayloadSchemas.BODY_BYTES_MAX - 2) + "\"");
    byte[] more = bytes("\"" + "x".repeat(PayloadSchemas.BODY_BYTES_MAX - 1) + "\"");

    assertThat(schemas.check("a", most)).isEqualTo(new Sound());
    assertThat(schemas.check("a", more)).isEqualTo(new Faulty("is longer than 8388608 bytes"));
    assertThat(why("{}", "[".repeat(101) + "]".repeat(101))).contains("nests deeper");
    assertThat(why("{}", "[" + "1,".repeat(1_000_000) + "1]")).contains("too many values");
    assertThat(schemas.check("a", "\"\u00fc\"".getBytes(ISO_8859_1)))
        .isEqualTo(new Faulty("is not UTF-8 at byte 1"));
  }

  @Test
  void takesNumbersOfAnySize() {
    assertThat(why("{\"const\":1}", "1e999")).startsWith("has a number that is too large");
    assertThat(why("{\"multipleOf\":0.01}", "1e308")).isEqualTo("sound");
    assertThat(why("{\"multipleOf\":0.01}", "1e999999999")).startsWith("has a number");
    assertThat(why("{\"maximum\":1}", "1e999999999")).contains("maximum");
    assertThat(why("{\"type\":\"integer\"}", "9".repeat(900))).isEqualTo("sound");
    assertThat(why("{}", "9".repeat(2000))).contains("number that is too long");
  }

  @Test
  void findsPatternsInLinearTime() {
    String schema = "{\"pattern\":\"^(a+)+$\"}";

    assertThat(why(schema, "\"" + "a".repeat(100_000) + "!\"")).contains("the body: pattern");
  }

  @Test
  void boundsTheMemoryOfAllPatternsTogether() {
    assertThat(compiled(45)).isInstanceOf(Parsed.Good.class);
    assertThat(compiled(60))
        .isInstanceOf(Parsed.Bad.class)
        .asString()
        .contains("its patterns are too large together");
  }

  /** With so many different patterns of a size of about 2000. */
  private static Parsed<PayloadSchemas> compiled(int patterns) {
    StringBuilder schema = new StringBuilder("{\"allOf\":[{}");
    for (int i = 0; i < patterns; i++) {
      schema.append(",{\"pattern\":\"%d.{990}\"}".formatted(i));
    }
    return PayloadSchemas.compile(Map.of("*", schema.append("]}").toString()));
  }

  @Test
  void findsPatternsAnywhereInAText() {
    assertThat(why("{\"pattern\":\"b\"}", "\"abc\"")).isEqualTo("sound");
    assertThat(why("{\"pattern\":\"^b\"}", "\"abc\"")).contains("pattern");
    assertThat(why("{\"pattern\":\"^a$\"}", "\"a\\n\"")).contains("pattern");
  }

  @Test
  void endsWhereASchemaGoesRoundInCircles() {
    assertThat(why("{\"$ref\":\"#\"}", "1")).startsWith("takes too long");
    assertThat(why("{\"allOf\":[{\"$ref\":\"#\"}]}", "1")).startsWith("takes too long");
  }

  @Test
  void endsWhereWorkDoublesWithEachLevel() {
    String branch = "{\"properties\":{\"n\":{\"$ref\":\"#\"}},\"required\":[\"x\"]}";
    String schema = "{\"anyOf\":[%s,%s]}".formatted(branch, branch);
    String json = "{\"n\":".repeat(60) + "{}" + "}".repeat(60);

    assertThat(why(schema, json)).startsWith("takes too long");
  }

  @Test
  void seesElementsThatStandTwice() {
    String schema = "{\"uniqueItems\":true}";

    assertThat(why(schema, "[1,\"1\",[1],{\"a\":1,\"b\":2}]")).isEqualTo("sound");
    assertThat(why(schema, "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]")).contains("uniqueItems");
    assertThat(why(schema, "{\"a\":1,\"b\":1}")).isEqualTo("sound");
    assertThat(why("{\"uniqueItems\":false}", "[1,1]")).isEqualTo("sound");
  }

  @Test
  void isNotSlowedDownByTextsOfOneHash() {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 1 << 17; i++) {
      json.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 17; bit++) {
        json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append('"');
    }

    assertThat(why("{\"uniqueItems\":true}", json.append("]").toString())).isEqualTo("sound");
  }
}
