package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Whatever a selector or a request holds, looking for a fact ends, and within limits. */
class SelectorFuzzTest {

  private static final List<String> PLACES =
      List.of("body:/a/b", "body:/*/a", "body:/1", "body:", "form:a", "query:a", "header:A");

  @FuzzTest
  void findsNothingOrAShortText(byte[] data) {
    String text = new String(data, ISO_8859_1);
    HeaderLines headers =
        HeaderLines.of("A", text, "Content-Type", "application/x-www-form-urlencoded");
    RawRequest request = Requests.of("POST", "/?" + text, headers, data, Requests.NOW);
    for (String place : PLACES) {
      checkFinding(Selector.parse(place), request);
    }
  }

  @FuzzTest
  void readsOrRefusesAnySelector(byte[] data) {
    Parsed<Selector> parsed = Selector.parse(new String(data, UTF_8));
    checkFinding(parsed, Requests.post("{\"a\":[{\"b\":1}]}", "Content-Type", "text/plain"));
  }

  private static void checkFinding(Parsed<Selector> parsed, RawRequest request) {
    switch (parsed) {
      case Parsed.Good<Selector>(Selector selector) -> {
        String found = selector.find(request);
        if (found != null) {
          assertThat(found.length()).isBetween(1, Selector.TEXT_CHARS_MAX);
        }
      }
      case Parsed.Bad<Selector>(String why) -> assertThat(why).isNotBlank();
    }
  }
}
