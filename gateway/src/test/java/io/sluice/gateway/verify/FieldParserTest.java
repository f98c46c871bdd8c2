package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=1",
        "a=-999999999999999, b=1.5, c=\"x\\\"y\\\\z\", d=tok*/x:y, e=:AQI=:, f, g=?0",
        "a;x, b;x=1;y=\"z\"",
        "sig1=(\"@method\" \"date\";bs);created=1;keyid=\"k\"",
        "a=(), b=(1 2);c",
        "*a-b_c.d*=::",
      })
  void writesWhatItReadsInTheSameSpelling(String text) {
    assertThat(written(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'  a=1  ', 'a=1'",
    "'a=1\t,\t b=2', 'a=1, b=2'",
    "'a=(  1   2  );  x', 'a=(1 2);x'",
    "'a=?1, b;c=?1', 'a, b;c'",
    "'a=007, b=-0', 'a=7, b=0'",
    "'a=1.50, b=0.0', 'a=1.5, b=0.0'",
  })
  void knowsOneSpellingForEverything(String text, String written) {
    assertThat(written(text)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1,",
        ",a=1",
        "a=1,,b=2",
        "a=1 b=2",
        "a=1;",
        "a=",
        "=1",
        "A=1",
        "1=1",
        "a=1\t",
        "\ta=1",
        "a=(",
        "a=(1",
        "a=(1 2",
        "a=(1\t2)",
        "a=(1,2)",
        "a=(1)2",
        "a=(1\"x\")",
        "a=((1))",
        "a=\"",
        "a=\"x",
        "a=\"\\x\"",
        "a=\"\\",
        "a=\"é\"",
        "a=\"\n\"",
        "a='x'",
        "a=:AQI=",
        "a=:AQI:",
        "a=:AQJ=:",
        "a=: AQI=:",
        "a=:-_==:",
        "a=1234567890123456",
        "a=1.",
        "a=.5",
        "a=1.2345",
        "a=1234567890123.1",
        "a=--1",
        "a=1e3",
        "a=?2",
        "a=?",
        "a=@1",
        "a=%\"x\"",
        "a=1, a=1",
        "a;x;x",
        "a=(1);x=1;x=2",
      })
  void refusesWhatCouldBeUnderstoodInAnotherWay(String text) {
    assertThat(FieldParser.dictionary(text)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void isNotOverwhelmedByLongFields() {
    int half = FieldParser.CHARS_MAX / 2 - 10;

    assertThat(FieldParser.dictionary("a=\"" + "\\\"".repeat(half) + "\""))
        .isInstanceOf(Parsed.Good.class);
    assertThat(FieldParser.dictionary("a=(" + "1 ".repeat(half) + ")"))
        .isInstanceOf(Parsed.Good.class);
    assertThat(FieldParser.dictionary("a" + ";b".repeat(half))).isInstanceOf(Parsed.Bad.class);
    assertThat(FieldParser.dictionary("a=" + "(".repeat(half))).isInstanceOf(Parsed.Bad.class);
    assertThat(FieldParser.dictionary("a=" + "x".repeat(FieldParser.CHARS_MAX)))
        .isInstanceOf(Parsed.Bad.class);
  }

  private static String written(String text) {
    SequencedMap<String, FieldMember> read = FieldParser.dictionary(text).orThrow();
    return FieldMember.writtenDictionary(read);
  }
}
