package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormFieldsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a=1&b=2,      2",
        "b=2&b=3,      2",
        "&&b=2,        2",
        "bb=1&b=2=3,   2=3",
        "%62=x+y%20z,  x y z",
        "b=%C3%BC,     ü",
        "b=%zz%41%,    %zzA%",
        "b,            ``",
        "b=&a=1,       ``"
      })
  void decodesTheFirstFieldOfAName(String form, String value) {
    assertThat(value(form, "b")).isEqualTo(value);
  }

  @Test
  void doesNotFindAnAbsentField() {
    assertThat(value("a=1&bb=2", "b")).isNull();
    assertThat(value("", "b")).isNull();
  }

  @Test
  void findsAFieldOfAnyLength() {
    String text = "x".repeat(1_000_000);

    assertThat(value("a=1&b=" + text, "b")).isEqualTo(text);
  }

  private static @Nullable String value(String form, String name) {
    byte[] value = FormFields.value(form.getBytes(UTF_8), name);
    return value == null ? null : new String(value, UTF_8);
  }
}
