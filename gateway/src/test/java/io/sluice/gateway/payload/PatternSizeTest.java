package io.sluice.gateway.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

  /** The engine's own count of what it made, of patterns small enough to make. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "^ord_[a-z0-9]+$",
        "a{1000}",
        "(a{20}){20}",
        "a{2,}",
        "(ab|cd){3,70}",
        "(?:a?b*c+){50}",
        "[]a{30}]{9}",
        "[^]\\]x]{40}",
        "[[:alpha:]]{40}",
        "\\x{41}{7}",
        "\\pL{40}\\p{Greek}{40}",
        "\\Qa{3}(\\E{12}",
        "\\{9}",
        "a{x}",
        "(((a)))",
        "x{0,60}",
        "([a-z]{1,63}\\.){1,8}"
      })
  void isNoLessThanWhatIsMade(String regex) {
    int made = Pattern.compile(regex).programSize();
    assertThat(PatternSize.of(regex)).isBetween(made - 3, 8 * made + 8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{99}){99}){99}",
        "(((a{999}){999}){999}){999}",
        "(?:[a-z]{1000}){1000}{1000}{1000}",
        "(a{999999999}){999999999}"
      })
  void ofRepetitionsOfRepetitionsIsTheirProduct(String regex) {
    assertThat(PatternSize.of(regex)).isGreaterThan(900_000);
  }

  @Test
  void isNoLargerForALongClass() {
    assertThat(PatternSize.of("[" + "\\d".repeat(200_000) + "]")).isEqualTo(1);
    assertThat(PatternSize.of("[" + "a".repeat(200_000))).isEqualTo(1);
    assertThat(PatternSize.of("\\Q" + "a".repeat(200_000))).isGreaterThan(199_999);
  }

  @Test
  void isTooLargeWhereItNestsTooDeep() {
    assertThat(PatternSize.of("(".repeat(100) + ")".repeat(100))).isLessThan(1000);
    assertThat(PatternSize.of("(".repeat(101))).isEqualTo(PatternSize.MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ")", "))((", "\\", "[", "[a", "\\Qa", "\\x{", "*", "{3}", "a{3"})
  void isToldOfAnyText(String regex) {
    assertThat(PatternSize.of(regex)).isBetween(0, 20);
  }
}
