package io.sluice.gateway.payload;

import static io.sluice.gateway.payload.SchemaVerdicts.bytes;
import static io.sluice.gateway.payload.SchemaVerdicts.why;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadSchemasTest {

  private static final String ORDER =
      """
      {
        "type": "object",
        "required": ["id", "lines"],
        "properties": {
          "id": {"type": "string", "pattern": "^ord_[a-z0-9]+$"},
          "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}},
          "a/b~c": {"const": 1}
        },
        "additionalProperties": {"type": "string"},
        "$defs": {
          "line": {
            "required": ["amount"],
            "properties": {"amount": {"type": "integer", "minimum": 0}}
          }
        }
      }
      """;

  @Test
  void takesABodyThatFits() {
    assertThat(why(ORDER, "{\"id\":\"ord_1\",\"lines\":[{\"amount\":1.0}],\"x\":\"y\"}"))
        .isEqualTo("sound");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "5                                             | the body: type",
        "{\"id\":\"ord_1\"}                            | the body: required lines",
        "{\"id\":7,\"lines\":[{\"amount\":1}]}         | /id: type",
        "{\"id\":\"4111\",\"lines\":[{\"amount\":1}]}  | /id: pattern",
        "{\"id\":\"ord_1\",\"lines\":[{\"amount\":1},{\"amount\":-4}]} | /lines/1/amount: minimum",
        "{\"id\":\"ord_1\",\"lines\":[{}]}             | /lines/0: required amount",
        "{\"id\":\"ord_1\",\"lines\":[{\"amount\":1}],\"a/b~c\":4111} | /a~1b~0c: const",
      })
  void namesThePlaceAndTheKeyword(String json, String fault) {
    assertThat(why(ORDER, json)).isEqualTo("does not fit its schema: " + fault);
  }

  @Test
  void tellsNeitherValuesNorNamesThatTheSchemaDoesNotSpell() {
    String json = "{\"id\":\"secret1\",\"lines\":[{\"amount\":\"secret2\"}],\"secret3\":4}";
    String closed = "{\"additionalProperties\":false}";

    assertThat(why(ORDER, json))
        .isEqualTo("does not fit its schema: /id: pattern; /lines/0/amount: type; /*: type");
    assertThat(why(closed, "{\"secret\":1}"))
        .isEqualTo("does not fit its schema: the body: additionalProperties");
  }

  @Test
  void tellsOfThreeFaultsAndNoMore() {
    String schema = "{\"items\":{\"type\":\"string\"}}";

    assertThat(why(schema, "[1,2,3,4,5]"))
        .isEqualTo("does not fit its schema: /0: type; /1: type; /2: type");
    assertThat(why("{\"anyOf\":[%s,%s]}".formatted(schema, schema), "[1,2,3,4,5]"))
        .isEqualTo("does not fit its schema: /0: type; /1: type; /2: type");
  }

  @Test
  void keepsAPlaceShort() {
    String name = "n".repeat(50);
    String schema = "{\"properties\":{\"" + name + "\":{\"$ref\":\"#\"}},\"type\":\"object\"}";
    String json = ("{\"" + name + "\":").repeat(90) + "1" + "}".repeat(90);

    assertThat(why(schema, json)).hasSizeLessThan(300).endsWith("…: type");
  }

  @Test
  void asksTheMostSpecificSchema() {
    Map<String, String> byType = new LinkedHashMap<>();
    byType.put("*", "{\"const\":\"any\"}");
    byType.put("order.*", "{\"const\":\"order\"}");
    byType.put("order.line.*", "{\"const\":\"line\"}");
    byType.put("order.line.paid", "{\"const\":\"paid\"}");
    PayloadSchemas schemas = PayloadSchemas.compile(byType).orThrow();

    assertThat(schemas.check("order.line.paid", bytes("\"paid\""))).isEqualTo(new Sound());
    assertThat(schemas.check("order.line.new", bytes("\"line\""))).isEqualTo(new Sound());
    assertThat(schemas.check("order.paid", bytes("\"order\""))).isEqualTo(new Sound());
    assertThat(schemas.check("order", bytes("\"any\""))).isEqualTo(new Sound());
    assertThat(schemas.check("orders.paid", bytes("\"any\""))).isEqualTo(new Sound());
    assertThat(schemas.check("order.paid", bytes("\"any\""))).isInstanceOf(Faulty.class);
  }

  @Test
  void asksNothingOfATypeWithoutASchema() {
    PayloadSchemas schemas = PayloadSchemas.compile(Map.of("a", "false")).orThrow();

    assertThat(schemas.check("b", bytes("no JSON"))).isEqualTo(new Sound());
    assertThat(schemas.check("a", bytes("1"))).isInstanceOf(Faulty.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`{`                                   | ends before its JSON value does",
        "[]                                    | at \"\": ",
        "{\"type\":\"strng\"}                  | at \"/type\": ",
        "{\"minimum\":\"1\"}                   | at \"/minimum\": ",
        "{\"required\":\"id\"}                 | at \"/required\": ",
        "{\"type\":\"object\",\"type\":1}      | names a member of one object twice",
        "{\"$ref\":\"https://x.example/a\"}    | refers to https://x.example/a, which is not",
        "{\"$ref\":\"file:///etc/passwd\"}     | refers to file:///etc/passwd, which is not",
        "{\"$ref\":\"classpath:a\"}            | refers to classpath:a, which is not",
        "{\"items\":{\"$dynamicRef\":\"a#b\"}} | refers to a#b, which is not",
        "{\"$id\":\"https://x.example/a\",\"$ref\":\"b\"}    | https://x.example/b",
        "{\"$ref\":\"#/$defs/none\"}           | cannot be compiled",
        "{\"$ref\":\"#none\"}                  | cannot be compiled",
        "{\"$schema\":\"https://x.example/s\"} | https://x.example/s",
        "{\"pattern\":\"^(?=a)b\"}             | look-around and back references are not",
        "{\"pattern\":\"(a)\\\\1\"}            | look-around and back references are not",
        "{\"pattern\":\"((a{99}){99}){99}\"}   | the pattern ((a{99}){99}){99} is too large",
        "{\"pattern\":\"(\"}                   | the pattern ( cannot be used",
        "{\"patternProperties\":{\"(?!a)\":{}}}| the pattern (?!a) cannot be used",
      })
  void refusesASchemaThatCannotBeUsed(String schema, String why) {
    assertThat(refused("order.*", schema)).startsWith("the schema of \"order.*\" ").contains(why);
  }

  @ParameterizedTest
  @CsvSource({"''", "a*", "*.a", "a.*.b", "**", ".*"})
  void saysHowToWriteAnEventType(String types) {
    assertThat(refused(types, "{}"))
        .contains("\"" + types + "\" is no event type, as in order.paid, order.* or *");
  }

  @Test
  void tellsOfEverySchemaThatCannotBeUsed() {
    Map<String, String> byType = new LinkedHashMap<>();
    byType.put("a", "{");
    byType.put("b", "{}");
    byType.put("c", "5");

    assertThat(refusal(PayloadSchemas.compile(byType)))
        .contains("\"a\"", "\"c\"")
        .doesNotContain("\"b\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "http://json-schema.org/draft-04/schema# | {\"maximum\":5,\"exclusiveMaximum\":true}",
        "http://json-schema.org/draft-06/schema# | {\"exclusiveMaximum\":5}",
        "http://json-schema.org/draft-07/schema  | {\"if\":{\"const\":5},\"then\":false}",
        "https://json-schema.org/draft/2019-09/schema | {\"dependentSchemas\":{},\"maximum\":4}",
        "https://json-schema.org/draft/2020-12/schema | {\"$anchor\":\"x\",\"exclusiveMaximum\":5}",
      })
  void readsSchemasOfAllDrafts(String draft, String schema) {
    String said = schema.replaceFirst("\\{", "{\"\\$schema\":\"" + draft + "\",");

    assertThat(why(said, "4")).isEqualTo("sound");
    assertThat(why(said, "5")).startsWith("does not fit its schema: the body: ");
  }

  @Test
  void readsReferencesInsideOneDocument() {
    String schema =
        """
        {"$id":"https://x.example/root","$ref":"part","$defs":{
           "p":{"$id":"part","items":{"$ref":"#here"},"$defs":{"h":{"$anchor":"here","const":1}}}}}
        """;

    assertThat(why(schema, "[1,1]")).isEqualTo("sound");
    assertThat(why(schema, "[1,2]")).isEqualTo("does not fit its schema: /1: const");
  }

  @Test
  void takesFormatsAndContentForNotes() {
    String schema =
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"format\":\"regex\","
            + "\"contentMediaType\":\"application/json\"}";

    assertThat(why(schema, "\"((((\"")).isEqualTo("sound");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``                | holds no JSON value",
        "{} {}             | holds more than one JSON value",
        "{\"a\":1,\"a\":2} | names a member of one object twice",
        "{\"a\":           | ends before its JSON value does",
        "{'a':1}           | is not JSON at line 1, byte 1",
      })
  void refusesABodyThatIsNoJson(String json, String why) {
    assertThat(why("{}", json)).isEqualTo(why);
  }

  private static String refused(String types, String schema) {
    return refusal(PayloadSchemas.compile(Map.of(types, schema)));
  }

  private static String refusal(Parsed<PayloadSchemas> parsed) {
    return switch (parsed) {
      case Parsed.Good<PayloadSchemas> _ -> "compiled";
      case Parsed.Bad<PayloadSchemas>(String why) -> why;
    };
  }
}
