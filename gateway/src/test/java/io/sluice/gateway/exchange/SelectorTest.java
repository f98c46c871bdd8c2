package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void findsAHeaderInAnyCase() {
    RawRequest request = Requests.post("", "x-event", "push", "X-Event", "second");

    assertThat(find("header:X-Event", request)).isEqualTo("push");
    assertThat(find("header:X-Other", request)).isNull();
  }

  @Test
  void takesAnEmptyTextForAbsent() {
    assertThat(find("header:A", Requests.post("", "A", ""))).isNull();
    assertThat(find("body:/a", Requests.post("{\"a\":\"\"}"))).isNull();
    assertThat(find("form:a", Requests.post("a=&a=1", "Content-Type", FORM))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/a,          x",
        "/b/c,        deep",
        "/l/0,        1",
        "/l/1,        true",
        "/l/2,        -2.50e3",
        "/l/*,        1",
        "/o/*/n,      first",
        "/o/1/n,      second",
        "/,           empty name",
        "/x~1y,       slash",
        "/x~0y,       tilde",
        "/x~01,       both",
        "/*,          star",
        "/é,          ü",
        "/esc,        ü"
      })
  void findsScalarsOfAnyTypeAsText(String pointer, String expected) {
    String json =
        """
        {"skip":{"a":[1,{"a":"no"}],"b":{}},"a":"x","b":{"c":"deep"},"l":[1,true,-2.50e3,null],
         "o":[{"n":"first"},{"n":"second"}],"":"empty name","x/y":"slash","x~y":"tilde",
         "x~1":"both","*":"star","é":"ü","esc":"\\u00fc"}
        """;

    assertThat(find("body:" + pointer, Requests.post(json))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/none",
        "/b",
        "/l",
        "/l/3",
        "/l/4",
        "/l/-",
        "/l/01",
        "/l/-1",
        "/l/9999999999",
        "/a/b",
        "/l/0/x",
        "/e/*",
        "/e/0",
        "``"
      })
  void doesNotFindWhatIsAbsentNullOrNoScalar(String pointer) {
    String json = "{\"a\":\"x\",\"b\":{\"c\":1},\"l\":[1,true,2,null],\"e\":[]}";

    assertThat(find("body:" + pointer, Requests.post(json))).isNull();
  }

  @Test
  void findsTheScalarThatIsTheWholeBody() {
    assertThat(find("body:", Requests.post("\"x\""))).isEqualTo("x");
  }

  @Test
  void readsJsonOnlyAsFarAsNeeded() {
    assertThat(find("body:/a", Requests.post("{\"a\":1,\"b\":oops"))).isEqualTo("1");
    assertThat(find("body:/b", Requests.post("{\"a\":1,\"b\":oops"))).isNull();
    assertThat(find("body:/b", Requests.post("{\"a\":1"))).isNull();
    assertThat(find("body:/b", Requests.post(""))).isNull();
    assertThat(find("body:/b", Requests.post("a=1&b=2"))).isNull();
  }

  @Test
  void takesTheFirstOfTwoEqualNames() {
    assertThat(find("body:/a", Requests.post("{\"a\":1,\"a\":2}"))).isEqualTo("1");
    assertThat(find("body:/a/b", Requests.post("{\"a\":1,\"a\":{\"b\":2}}"))).isNull();
  }

  @Test
  void gaveUpOnNestingWithoutAnException() {
    String deep = "[".repeat(100_000);

    assertThat(find("body:/a", Requests.post("{\"x\":" + deep))).isNull();
    assertThat(find("body:/0", Requests.post(deep))).isNull();
  }

  @Test
  void passesOverLongTextsAndDoesNotTakeOne() {
    String longText = "x".repeat(Selector.TEXT_CHARS_MAX + 1);
    String most = "x".repeat(Selector.TEXT_CHARS_MAX);
    String veryLong = "y".repeat(1_000_000);
    String json =
        "{\"0\":\"%s\",\"1\":\"%s\",\"2\":\"%s\",\"3\":\"end\"}"
            .formatted(veryLong, longText, most);

    assertThat(find("body:/0", Requests.post(json))).isNull();
    assertThat(find("body:/1", Requests.post(json))).isNull();
    assertThat(find("body:/2", Requests.post(json))).isEqualTo(most);
    assertThat(find("body:/3", Requests.post(json))).isEqualTo("end");
    assertThat(find("header:A", Requests.post("", "A", longText))).isNull();
    assertThat(find("form:a", Requests.post("a=" + longText, "Content-Type", FORM))).isNull();
    assertThat(find("form:a", Requests.post("a=" + veryLong, "Content-Type", FORM))).isNull();
    assertThat(find("form:a", Requests.post("a=" + most, "Content-Type", FORM))).isEqualTo(most);
  }

  @Test
  void doesNotFailOnBytesThatAreNoUtf8() {
    byte[] body = "{\"a\":\"\u00ff\u00fe\",\"b\":\"x\"}".getBytes(ISO_8859_1);

    assertThat(find("body:/a", Requests.of(HeaderLines.of(), body))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a=1&b=2,               2",
        "b=%2Fwebhook-collect,  /webhook-collect",
        "b=x+y%20z,             `x y z`",
        "b=%C3%BC,              ü",
        "b=100%,                100%",
        "b=%4,                  %4",
        "b=%zz%41,              %zzA",
        "%62=escaped,           escaped",
        "&&b=2&b=3,             2",
        "bb=1&b=2=3,            2=3",
        "a&b=1,                 1"
      })
  void decodesFormsAndQueries(String pairs, String expected) {
    assertThat(find("form:b", Requests.post(pairs, "content-type", FORM))).isEqualTo(expected);
    assertThat(find("query:b", query(pairs))).isEqualTo(expected);
  }

  @Test
  void doesNotFindAbsentFieldsAndParameters() {
    assertThat(find("form:c", Requests.post("a=1&b", "Content-Type", FORM))).isNull();
    assertThat(find("form:b", Requests.post("a=1&b", "Content-Type", FORM))).isNull();
    assertThat(find("query:a", Requests.post(""))).isNull();
  }

  @Test
  void readsNoFormOutOfABodyThatIsNone() {
    String json = "{\"text\":\"&type=forged&\"}";

    assertThat(find("form:type", Requests.post(json, "Content-Type", "application/json"))).isNull();
    assertThat(find("form:type", Requests.post(json))).isNull();
    assertThat(find("form:a", Requests.post("a=1", "Content-Type", FORM + "; charset=utf-8")))
        .isEqualTo("1");
  }

  @Test
  void takesTheFirstPlaceThatHasAText() {
    List<Selector> places = List.of(selector("body:/a"), selector("body:/b"), selector("header:C"));

    assertThat(Selector.first(places, Requests.post("{\"b\":\"2\"}", "C", "3"))).isEqualTo("2");
    assertThat(Selector.first(places, Requests.post("", "C", "3"))).isEqualTo("3");
    assertThat(Selector.first(places, Requests.post(""))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "type,            write header:Name",
        "cookie:a,        write header:Name",
        "`body:type`,     body:/type",
        "body:/a~2,       ~0",
        "header:,         not a header name",
        "header:a b,      not a header name",
        "form:,           name after the colon",
        "query:,          name after the colon"
      })
  void saysHowToWriteASelector(String text, String help) {
    assertThat(Selector.parse(text))
        .isInstanceOfSatisfying(Parsed.Bad.class, bad -> assertThat(bad.why()).contains(help));
  }

  private static RawRequest query(String query) {
    return Requests.of(
        "POST", "/in/test?" + query, HeaderLines.of(), "".getBytes(UTF_8), Requests.NOW);
  }

  private static Selector selector(String text) {
    return Selector.parse(text).orThrow();
  }

  private static @Nullable String find(String selector, RawRequest request) {
    return selector(selector).find(request);
  }
}
