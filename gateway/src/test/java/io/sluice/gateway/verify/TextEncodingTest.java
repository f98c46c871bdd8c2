package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "HEX, 20, 40",
    "BASE64, 20, 28",
    "BASE64, 32, 44",
    "BASE64, 48, 64",
    "BASE64URL, 20, 27",
    "BASE64URL, 32, 43",
    "BASE64URL, 48, 64",
    "BASE64URL, 64, 86"
  })
  void knowsTheOneLengthOfSoManyBytes(TextEncoding encoding, int bytes, int chars) {
    assertThat(encoding.encode(new byte[bytes])).hasSize(chars);
    assertThat(encoding.fits("a".repeat(chars), bytes)).isTrue();
    assertThat(encoding.fits("a".repeat(chars - 1), bytes)).isFalse();
    assertThat(encoding.fits("a".repeat(chars + 1), bytes)).isFalse();
  }

  @Test
  void limitsTheLengthOfWhatVaries() {
    for (TextEncoding encoding : TextEncoding.values()) {
      assertThat(encoding.fits("a".repeat(1024), Algorithm.VARIES)).isTrue();
      assertThat(encoding.fits("a".repeat(1025), Algorithm.VARIES)).isFalse();
    }
    assertThat(TextEncoding.UTF8.fits("any", 32)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "HEX, ff0a, true",
    "HEX, FF0a, false",
    "HEX, ff0, false",
    "BASE64, /w==, true",
    "BASE64, /w, false",
    "BASE64, /x==, false",
    "BASE64URL, _w, true",
    "BASE64URL, _w==, false",
    "BASE64URL, _x, false",
    "UTF8, ä, true"
  })
  void takesOneSpellingOnlyFromStrangers(TextEncoding encoding, String text, boolean right) {
    assertThat(encoding.decodeStrictly(text) != null).isEqualTo(right);
  }

  @Test
  void takesAnySpellingFromTheConfiguration() {
    assertThat(TextEncoding.HEX.decode("FF0a")).containsExactly(255, 10);
    assertThat(TextEncoding.BASE64.decode("/w")).containsExactly(255);
    assertThat(TextEncoding.BASE64URL.decode("_w==")).containsExactly(255);
    assertThat(TextEncoding.HEX.decode("no")).isNull();
  }
}
