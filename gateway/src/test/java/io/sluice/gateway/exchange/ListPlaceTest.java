package io.sluice.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListPlaceTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/entry", "/a~1b/0", "form:events", "form:payload#/data/events"})
  void isWrittenAsItWasRead(String text) {
    assertThat(place(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"entry", "/a~2", "form:", "form:#/a", "form:a#/~", "query:a"})
  void isNothingElse(String text) {
    assertThat(ListPlace.parse(text)).isInstanceOf(Parsed.Bad.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', body:/*/id, body:/id",
    "'', body:/*/text#base64, body:/text#base64",
    "/entry, body:/entry/*/id, body:/id",
    "form:events, form:events#/*/msg/email, body:/msg/email",
    "form:events, form:events#/*/text#base64#/id, body:/text#base64#/id",
    "form:payload#/events, form:payload#/events/*/id, body:/id"
  })
  void aPlaceInAnElementIsSeenFromThere(String list, String whole, String fromElement) {
    assertThat(place(list).within(selector(whole))).contains(selector(fromElement));
  }

  @ParameterizedTest
  @CsvSource({
    "'', form:events#/*/id",
    "/entry, body:/id",
    "/entry, body:/entry/0/id",
    "form:events, body:/*/id",
    "form:events, form:events",
    "form:events, form:other#/*/id",
    "form:events, form:events#base64",
    "form:events, form:events#/0/id",
    "form:payload#/events, form:payload#/other/*/id",
    "form:events, multipart:events#/*/id",
    "'', header:X-Id",
    "'', query:id",
    "'', path:1",
    "'', xml:/id",
    "'', member-besides:id"
  })
  void anyOtherPlaceIsNotIn(String list, String elsewhere) {
    assertThat(place(list).within(selector(elsewhere))).isEmpty();
  }

  @Test
  void whatAnElementIsPartOfIsTheContentAndNothingElse() {
    assertThat(selector("body:/id").isInContent()).isTrue();
    assertThat(selector("form:a#base64").isInContent()).isTrue();
    assertThat(selector("header:A#base64").isInContent()).isFalse();
    assertThat(selector("query:a").isInContent()).isFalse();
  }

  private static ListPlace place(String text) {
    return ListPlace.parse(text).orThrow();
  }

  private static Selector selector(String text) {
    return Selector.parse(text).orThrow();
  }
}
