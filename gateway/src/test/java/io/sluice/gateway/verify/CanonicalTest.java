package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String URL = "https://h.example/a/b?b=2&a=1%3A&b=1";

  @ParameterizedTest
  @CsvSource({
    "METHOD, PUT",
    "URL, https://h.example/a/b?b=2&a=1%3A&b=1",
    "URL_BASE, https://h.example/a/b",
    "PATH, /a/b",
    "QUERY, b=2&a=1%3A&b=1",
    "SORTED_QUERY, a=1:&b=1&b=2",
    "SORTED_FORM, c3d4d5",
    "HUBSPOT_URL, https://h.example/a/b?b=2&a=1:&b=1",
    "CONTENTFUL_PATH, /a/b?b%253D2%2526a%253D1%25253A%2526b%253D1",
    "PLIVO_URL, https://h.example/a/b?a=1:&b=1&b=2.c3d4d4d5"
  })
  void writesARequestInEachForm(Canonical form, String written) {
    RawRequest request = Calls.to("PUT", URL, "d=5&d=4&c=3&d=4", "Content-Type", FORM);

    assertThat(form.of(request)).isEqualTo(written);
    assertThat(form.covers(request)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "URL, https://h.example",
    "URL_BASE, https://h.example",
    "PATH, /",
    "QUERY, ''",
    "SORTED_QUERY, ''",
    "SORTED_FORM, ''",
    "HUBSPOT_URL, https://h.example",
    "CONTENTFUL_PATH, /",
    "PLIVO_URL, https://h.example"
  })
  void writesWhatIsNotThereAsNothing(Canonical form, String written) {
    assertThat(form.of(Calls.to("POST", "https://h.example", ""))).isEqualTo(written);
  }

  @Test
  void joinsTheQueryAndTheFieldsOnlyWhereThereAreBoth() {
    String bare = "https://h.example/a";

    assertThat(Canonical.PLIVO_URL.of(Calls.to("POST", bare + "?x=1", "")))
        .isEqualTo(bare + "?x=1");
    assertThat(Canonical.PLIVO_URL.of(Calls.to("POST", bare, "x=1", "Content-Type", FORM)))
        .isEqualTo(bare + "?x1");
  }

  @Test
  void aBodyThatIsNoFormHasNoFieldsAndIsNotCovered() {
    RawRequest json = Calls.to("POST", URL, "c=3", "Content-Type", "application/json");

    assertThat(Canonical.SORTED_FORM.of(json)).isEmpty();
    for (Canonical form : Canonical.values()) {
      boolean ofFields = form == Canonical.SORTED_FORM || form == Canonical.PLIVO_URL;
      assertThat(form.covers(json)).as(form.word()).isEqualTo(!ofFields);
      assertThat(form.covers(Calls.to("POST", URL, ""))).as(form.word()).isTrue();
    }
  }

  @Test
  void thePathOfAUrlWithoutASchemeBeginsAtItsFirstSlash() {
    assertThat(Canonical.PATH.of(Calls.to("POST", "/a/b", ""))).isEqualTo("/a/b");
    assertThat(Canonical.URL_BASE.of(Calls.to("POST", "?a", ""))).isEmpty();
  }

  @Test
  void isKnownByItsWord() {
    assertThat(Canonical.of("sorted_form")).contains(Canonical.SORTED_FORM);
    assertThat(Canonical.of("SORTED_FORM")).isEmpty();
  }
}
