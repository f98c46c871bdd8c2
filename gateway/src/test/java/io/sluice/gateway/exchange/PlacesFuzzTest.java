package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Looking for a fact ends with a text or nothing, whatever is looked for and wherever. */
class PlacesFuzzTest {

  /** Each looks into the documents below, and then into what it has found there. */
  private static final List<Selector> PLACES =
      places(
          "body:/a/b",
          "body:/*/a",
          "body:/a#/b",
          "body:/a#base64#/b",
          "body:/a#base64#xml:/r/e",
          "form:a#/b",
          "form:a#base64#xml:/r/e",
          "multipart:a",
          "multipart:a#/b",
          "xml:/r/e",
          "xml:/r/e#base64#/a",
          "header:A#jwt:a",
          "header:A#base64#xml:/r/e#/a",
          "query:a#/b",
          "path:1#base64",
          "member-besides:a,b");

  private static List<Selector> places(String... texts) {
    return List.of(texts).stream().map(text -> Selector.parse(text).orThrow()).toList();
  }

  /** The first line of the input is the selector; what follows it is the request. */
  @FuzzTest(maxDuration = "4m")
  void looksForAnythingAnywhere(byte[] data) {
    RequestText.Parts parts = RequestText.parts(data);
    switch (Selector.parse(new String(parts.line(), UTF_8))) {
      case Parsed.Good<Selector>(Selector selector) -> {
        assertFinds(selector, parts.rest());
        assertFinds(selector.atElement(1), parts.rest());
        for (String list : List.of("/a", "form:a")) {
          ListPlace place = ListPlace.parse(list).orThrow();
          place.within(selector).ifPresent(inside -> assertFinds(inside, parts.rest()));
        }
        Selector again = Selector.parse(new String(parts.line(), UTF_8)).orThrow();
        assertThat(again).isEqualTo(selector).hasSameHashCodeAs(selector);
      }
      case Parsed.Bad<Selector>(String why) -> assertThat(why).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "4m")
  void looksIntoAnyDocument(byte[] data) {
    PLACES.forEach(place -> assertFinds(place, data));
  }

  /** The bytes as a body of every kind, and as the value of a header, a query and a path. */
  private static void assertFinds(Selector selector, byte[] data) {
    String text = new String(data, ISO_8859_1);
    String form = "application/x-www-form-urlencoded";
    String multipart = "multipart/form-data; boundary=\"x\"";
    for (String type : List.of("application/json", form, multipart)) {
      HeaderLines headers = HeaderLines.of("A", text, "Content-Type", type);
      assertFound(selector, Requests.of("POST", "/in/x/" + text, headers, data, Requests.NOW));
    }
    HeaderLines wrapped = HeaderLines.of("A", "x." + base64(data) + ".x", "Content-Type", text);
    byte[] body = ("{\"a\":\"" + base64(data) + "\"}").getBytes(UTF_8);
    assertFound(selector, Requests.of("GET", "/in/x?a=" + text, wrapped, body, Requests.NOW));
    assertFound(selector, RequestText.read(data));
  }

  private static String base64(byte[] data) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
  }

  private static void assertFound(Selector selector, RawRequest request) {
    String found = selector.find(request);
    if (found != null) {
      assertThat(found.length()).isBetween(1, Selector.TEXT_CHARS_MAX);
      assertThat(selector.find(request)).isEqualTo(found);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void readsAnyFormInOneWay(byte[] data) {
    List<UrlEncoded.Pair> pairs = UrlEncoded.pairs(data);
    String written =
        pairs.stream()
            .map(
                p -> URLEncoder.encode(p.name(), UTF_8) + "=" + URLEncoder.encode(p.value(), UTF_8))
            .collect(Collectors.joining("&"));

    assertThat(UrlEncoded.pairs(written.getBytes(UTF_8))).isEqualTo(pairs);
    List<String> seen = new ArrayList<>();
    for (UrlEncoded.Pair pair : pairs) {
      if (!pair.name().isEmpty() && !seen.contains(pair.name())) {
        assertThat(UrlEncoded.find(data, pair.name())).isEqualTo(pair.value());
        seen.add(pair.name());
      }
    }
  }
}
