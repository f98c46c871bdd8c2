package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.payload.Split.Elements;
import io.sluice.gateway.payload.Split.Malformed;
import io.sluice.gateway.payload.Split.NoBatch;
import io.sluice.gateway.payload.Split.TooMany;
import io.sluice.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Seeds.class)
class BatchSplitTest {

  private static final int MANY = 1000;
  private static final int ROUNDS = 500;
  private static final ObjectMapper TREES = new ObjectMapper();

  @Test
  void keepsTheBytesOfEachElementAsTheyStand() {
    String json = " [ {\"a\" : 1.50},\n[1, 2] ,\"x\\u0041 ü\", -0e1 ,true,null,\"\",{},[] ]\n";

    assertThat(texts(split(json, "")))
        .containsExactly(
            "{\"a\" : 1.50}",
            "[1, 2]",
            "\"x\\u0041 ü\"",
            "-0e1",
            "true",
            "null",
            "\"\"",
            "{}",
            "[]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "/events          | {\"n\":{\"events\":[8]},\"events\":[1,2],\"z\":[9]}     | 1 2",
        "/a/b             | {\"a\":{\"x\":[0],\"b\":[1]}}                           | 1",
        "/a/1             | {\"a\":[[1],[2,3],[4]]}                                 | 2 3",
        "/a~1b            | {\"a/b\":[1]}                                           | 1",
        "/*               | {\"*\":[1]}                                             | 1",
        "/*               | [[1],[],[2,3]]                                          | 1 2 3",
        "/entry/*/changes | {\"entry\":[{\"changes\":[1,2]},{\"changes\":[3]}]}     | 1 2 3",
        "/*/a/*/b         | [{\"a\":[{\"b\":[1]},{\"b\":[2]}]},{\"a\":[{\"b\":[3]}]}]|1 2 3",
      })
  void followsThePointerToTheList(String pointer, String json, String elements) {
    assertThat(String.join(" ", texts(split(json, pointer)))).isEqualTo(elements);
  }

  @Test
  void findsNoElementsInEmptyLists() {
    assertThat(texts(split("[]", ""))).isEmpty();
    assertThat(texts(split("{\"entry\":[{\"changes\":[]}]}", "/entry/*/changes"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``               | {\"a\":1}",
        "``               | \"[1]\"",
        "/events          | {\"event\":[1]}",
        "/events          | {\"events\":{\"0\":1}}",
        "/events          | {\"events\":null}",
        "/events          | [1]",
        "/events/0        | {\"events\":[1]}",
        "/a/2             | {\"a\":[[1],[2]]}",
        "/a/01            | {\"a\":[[1],[2]]}",
        "/entry/*/changes | {\"entry\":[]}",
        "/entry/*/changes | {\"entry\":[{\"changes\":[1]},{\"messaging\":[2]}]}",
        "/entry/*/changes | {\"entry\":[{\"changes\":[1]},5]}",
      })
  void takesABodyAsOneEventWhereAListIsMissing(String pointer, String json) {
    assertThat(split(json, pointer)).isEqualTo(new NoBatch());
  }

  @Test
  void takesAsManyElementsAsMayBe() {
    BodyPointer list = BodyPointer.parse("/*/a").orThrow();
    byte[] json = "[{\"a\":[1,2]},{\"a\":[3]}]".getBytes(UTF_8);

    assertThat(texts(BatchSplit.split(json, list, 3))).hasSize(3);
    assertThat(BatchSplit.split(json, list, 2)).isEqualTo(new TooMany());
    assertThat(BatchSplit.split(json, list, 0)).isEqualTo(new TooMany());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``    | ``                      | holds no JSON value",
        "``    | [1] [2]                 | holds more than one JSON value",
        "``    | [1,2                    | ends before its JSON value does",
        "``    | [1,\"2                  | ends before its JSON value does",
        "/a               | {\"a\":[1]              | ends before its JSON value does",
        "/a               | {\"a\":[1],\"a\":[2]}   | names a member on the way to the list twice",
        "/a/b | {\"a\":{\"b\":[1]},\"a\":2} | names a member on the way to the list twice",
      })
  void refusesWhatIsNotOneClearValue(String pointer, String json, String why) {
    assertThat(split(json, pointer)).isEqualTo(new Malformed(why));
  }

  @Test
  void refusesFaultsBehindTheList() {
    assertThat(split("{\"a\":[1],\"b\":tru}", "/a")).isInstanceOf(Malformed.class);
    assertThat(split("{\"a\":[1],\"b\":\"\\x\"}", "/a")).isInstanceOf(Malformed.class);
    assertThat(split("{\"a\":[" + "[".repeat(1000), "/a")).isInstanceOf(Malformed.class);
  }

  @Test
  void takesNothingButUtf8() {
    byte[] json = "[\"\u00fc\"]".getBytes(ISO_8859_1);

    assertThat(BatchSplit.split(json, BodyPointer.parse("").orThrow(), MANY))
        .isEqualTo(new Malformed("is not UTF-8 at byte 2"));
  }

  @Test
  void passesOverAByteOrderMark() {
    assertThat(texts(split("\ufeff [1, \"ü\",{}]", ""))).containsExactly("1", "\"ü\"", "{}");
  }

  @Test
  void splitsTheListInAFieldOfAForm() {
    byte[] form = "a=1&mandrill_events=%5B%7B%22id%22%3A+1%7D%2C%22%C3%BC%22%5D".getBytes(UTF_8);
    byte[] field = Objects.requireNonNull(FormFields.value(form, "mandrill_events"));

    assertThat(texts(BatchSplit.split(field, BodyPointer.parse("").orThrow(), MANY)))
        .containsExactly("{\"id\": 1}", "\"ü\"");
  }

  @Test
  void splitsALargeBody() {
    String element = "{\"id\":\"" + "x".repeat(100) + "\"}";
    String json = "[" + (element + ",").repeat(70_000) + element + "]";

    Split split = BatchSplit.split(json.getBytes(UTF_8), pointer(List.of()), 100_000);

    assertThat(texts(split)).hasSize(70_001).containsOnly(element);
  }

  @Test
  void findsInAnyDocumentWhatATreeHas(RandomGenerator random) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      RandomJson any = new RandomJson(random);
      String json = any.space() + any.value() + any.space();
      List<List<String>> places = new ArrayList<>();
      collect(TREES.readTree(json), List.of(), places);
      for (List<String> place : places) {
        JsonNode list = TREES.readTree(json);
        for (String segment : place) {
          list = list.isArray() ? list.get(Integer.parseInt(segment)) : list.get(segment);
        }
        checkSlices(json, place, elements(list));
      }
    }
  }

  @Test
  void findsTheListsOfAllEntriesInOrder(RandomGenerator random) throws IOException {
    RandomJson any = new RandomJson(random);
    for (int round = 0; round < ROUNDS; round++) {
      List<String> entries = new ArrayList<>();
      List<JsonNode> expected = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        String changes = any.array();
        entries.add("{\"x\":" + any.value() + any.space() + ",\"changes\":" + changes + "}");
        expected.addAll(elements(TREES.readTree(changes)));
      }
      String json = "{\"z\":" + any.value() + ",\"entry\":[" + String.join(",", entries) + "]}";

      checkSlices(json, List.of("entry", "*", "changes"), expected);
    }
  }

  private static void collect(JsonNode node, List<String> at, List<List<String>> places) {
    if (node.isArray()) {
      places.add(at);
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), plus(at, Integer.toString(i)), places);
      }
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      collect(member.getValue(), plus(at, member.getKey()), places);
    }
  }

  private static List<String> plus(List<String> at, String segment) {
    List<String> longer = new ArrayList<>(at);
    longer.add(segment);
    return longer;
  }

  private static List<JsonNode> elements(JsonNode list) {
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  private static void checkSlices(String json, List<String> place, List<JsonNode> expected)
      throws IOException {
    byte[] body = json.getBytes(UTF_8);
    List<Slice> slices = slices(BatchSplit.split(body, pointer(place), MANY));
    assertThat(slices).as("elements at %s of %s", place, json).hasSameSizeAs(expected);
    int end = 0;
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      assertThat(slice.offset()).as("in order").isGreaterThan(end);
      assertThat(text(slice)).as("without space around it").isEqualTo(text(slice).strip());
      assertThat(TREES.readTree(slice.copy())).isEqualTo(expected.get(i));
      end = slice.offset() + slice.length();
    }
    assertThat(end).isLessThan(body.length);
  }

  private static BodyPointer pointer(List<String> segments) {
    return new BodyPointer(segments);
  }

  private static Split split(String json, String pointer) {
    return BatchSplit.split(json.getBytes(UTF_8), BodyPointer.parse(pointer).orThrow(), MANY);
  }

  private static List<Slice> slices(Split split) {
    return switch (split) {
      case Elements(List<Slice> slices) -> slices;
      case NoBatch _, TooMany _, Malformed _ -> throw new AssertionError(split);
    };
  }

  private static List<String> texts(Split split) {
    return slices(split).stream().map(BatchSplitTest::text).toList();
  }

  private static String text(Slice slice) {
    return new String(slice.copy(), UTF_8);
  }
}
