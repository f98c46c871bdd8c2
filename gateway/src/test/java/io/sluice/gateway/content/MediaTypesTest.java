package io.sluice.gateway.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json   | application/json                   | true
          application/json   | application/json; charset=utf-8    | true
          application/json   | application/json;charset=utf-8     | true
          application/json   | Application/JSON ; a="b;c"         | true
          Application/JSON   | application/json                   | true
          application/json   | application/jsonp                  | false
          application/json   | text/json                          | false
          application/json   | application/cloudevents+json       | false
          application/json   | application/json, text/plain       | false
          application/json   | application                        | false
          application/json   | json                               | false
          application/json   | ;charset=utf-8                     | false
          application/*+json | application/cloudevents+json       | true
          application/*+json | application/vnd.a+b+json; v=1      | true
          application/*+json | application/json                   | false
          application/*+json | application/+json                  | false
          application/*+json | application/a+jsonp                | false
          application/*+json | text/a+json                        | false
          text/*             | text/plain                         | true
          text/*             | textual/plain                      | false
          text/*             | text/                              | false
          text/*             | text                               | false
          text/*             | text/a b                           | false
          text/*             | text/plain/x                       | false
          none               | text/plain                         | false
          none               | none                               | false
          */*                | image/png                          | true
          */*                | what is this                       | true
          """)
  void comparesTypesWithPatterns(String pattern, String contentType, boolean allowed) {
    assertThat(types(pattern).allows(contentType)).isEqualTo(allowed);
  }

  @Test
  void onePatternOfSeveralIsEnough() {
    MediaTypes types = types("application/json", "application/*+json", "none");
    assertThat(types.allows("application/json")).isTrue();
    assertThat(types.allows("application/a+json")).isTrue();
    assertThat(types.allows("application/xml")).isFalse();
    assertThat(types.allows(null)).isTrue();
  }

  @Test
  void aMissingTypeIsAllowedOnlyWhereThatIsWritten() {
    assertThat(MediaTypes.ANY.allows(null)).isTrue();
    assertThat(types("*/*").allows("")).isTrue();
    assertThat(types("none").allows(null)).isTrue();
    assertThat(types("none").allows(" ")).isTrue();
    assertThat(types("application/json").allows(null)).isFalse();
    assertThat(types("application/json").allows("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "json",
        "application",
        "application/",
        "/json",
        "*",
        "*/json",
        "*/*+json",
        "application/*json",
        "application/*+",
        "application/js*n",
        "application/json; charset=utf-8",
        "a/b/c",
        "a b/c",
        "application/json,text/plain",
        "any"
      })
  void tellsWhichPatternIsNone(String pattern) {
    assertThat(MediaTypes.parse(List.of("text/plain", pattern)))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad ->
                assertThat(bad.why()).contains("`" + pattern + "`").doesNotContain("`text/plain`"));
  }

  @Test
  void aListIsNeitherEmptyNorEndless() {
    assertThat(MediaTypes.parse(List.of())).isInstanceOf(Parsed.Bad.class);
    int max = MediaTypes.PATTERNS_MAX;
    assertThat(MediaTypes.parse(Collections.nCopies(max, "a/b"))).isInstanceOf(Parsed.Good.class);
    assertThat(MediaTypes.parse(Collections.nCopies(max + 1, "a/b")))
        .isInstanceOf(Parsed.Bad.class);
  }

  private static MediaTypes types(String... patterns) {
    return MediaTypes.parse(List.of(patterns)).orThrow();
  }
}
