package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  @Test
  void countsChangesBetweenWords() {
    assertThat(Suggestion.distance("", "")).isZero();
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestion.distance("port", "port")).isZero();
    assertThat(Suggestion.distance("prot", "port")).isEqualTo(1);
    assertThat(Suggestion.distance("secret", "secrets")).isEqualTo(1);
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void suggestsTheNearestWord() {
    List<String> known = List.of("topic", "topics", "timeout");
    assertThat(Suggestion.nearest("tpics", known)).contains("topics");
    assertThat(Suggestion.nearest("Topic", known)).contains("topic");
    assertThat(Suggestion.nearest("time_out", known)).contains("timeout");
  }

  @Test
  void suggestsNothingThatIsFar() {
    assertThat(Suggestion.nearest("a", List.of("xy", "port"))).isEmpty();
    assertThat(Suggestion.nearest("colour", List.of("port"))).isEmpty();
    assertThat(Suggestion.nearest("x".repeat(100_000), List.of("port"))).isEmpty();
  }
}
