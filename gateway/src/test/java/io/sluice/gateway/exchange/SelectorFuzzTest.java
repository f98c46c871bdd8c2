package io.sluice.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.List;

/** Whatever a selector or a request holds, looking for a fact ends, and within limits. */
class SelectorFuzzTest {

  private static final List<String> PLACES =
      List.of("body:/a/b", "body:/*/a", "body:/0", "body:", "form:a", "query:a", "header:A");

  @FuzzTest
  void findsNothingOrAShortText(@NotNull FuzzedDataProvider data) {
    String header = data.consumeString(64);
    String query = data.consumeString(64);
    byte[] body = data.consumeRemainingAsBytes();
    HeaderLines headers =
        HeaderLines.of("A", header, "Content-Type", "application/x-www-form-urlencoded");
    RawRequest request = Requests.of("POST", "/?" + query, headers, body, Requests.NOW);
    for (String place : PLACES) {
      checkFinding(Selector.parse(place), request);
    }
  }

  @FuzzTest
  void readsOrRefusesAnySelector(@NotNull FuzzedDataProvider data) {
    Parsed<Selector> parsed = Selector.parse(data.consumeRemainingAsString());
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
