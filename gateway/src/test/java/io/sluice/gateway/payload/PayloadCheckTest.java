package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCheckTest {

  @Test
  void takesAnyBytesWhereNoFormIsAskedFor() {
    assertThat(PayloadCheck.check(BodyForm.ANY, new byte[] {-1, 0})).isEqualTo(new Sound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [1, -0.5e+3, true, null, \"\\u00fc\\\"\"]\r\n\t",
        "\"x\"",
        "0",
        "-12",
        "null",
        "{\"a\":1,\"a\":2}",
        "{\"ü\":\"€😀\"}",
        "\"\\ud800\""
      })
  void takesJson(String json) {
    assertThat(check(BodyForm.JSON, json)).isEqualTo(new Sound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':1}",
        "{a:1}",
        "[1,]",
        "{\"a\":1,}",
        "[01]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[NaN]",
        "[Infinity]",
        "// c\n1",
        "/* c */1",
        "\"a\tb\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[1 2]",
        "{\"a\" 1}",
        "tru",
        "truely",
        "]",
        "<a/>",
        "a=1"
      })
  void refusesWhatIsNotQuiteJson(String json) {
    assertThat(why(BodyForm.JSON, json)).contains("JSON");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``,             holds no JSON value",
        "` `,            holds no JSON value",
        "1 2,            holds more than one JSON value",
        "{}[],           holds more than one JSON value",
        "`{\"a\":[1,2`,  ends before its JSON value does",
        "`{\"a`,         ends before its JSON value does",
      })
  void saysWhatIsWrongWithJson(String json, String why) {
    assertThat(why(BodyForm.JSON, json)).isEqualTo(why);
  }

  @Test
  void saysWhereJsonEndsWithoutQuotingIt() {
    String why = why(BodyForm.JSON, "{\n\"card\":\n4111secret}");

    assertThat(why).startsWith("is not JSON at line 3, byte 1").doesNotContain("secret", "4111");
  }

  @Test
  void nestsJsonToTheLimitAndNoDeeper() {
    int most = JsonText.NESTING_MAX;

    assertThat(check(BodyForm.JSON, nested(most))).isEqualTo(new Sound());
    assertThat(why(BodyForm.JSON, nested(most + 1))).isEqualTo("nests deeper than 100 levels");
    assertThat(why(BodyForm.JSON, "[".repeat(1_000_000))).contains("nests deeper");
    assertThat(why(BodyForm.JSON, "{\"a\":".repeat(1_000_000))).contains("nests deeper");
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  @Test
  void takesLongTextsAndManyValues() {
    assertThat(check(BodyForm.JSON, "\"" + "x".repeat(8 << 20) + "\"")).isEqualTo(new Sound());
    assertThat(check(BodyForm.JSON, "[" + "1,".repeat(2 << 20) + "1]")).isEqualTo(new Sound());
  }

  @Test
  void refusesANameWithoutEnd() {
    String json = "{\"" + "x".repeat(100_000) + "\":1}";

    assertThat(why(BodyForm.JSON, json)).startsWith("has a name or a number that is too long");
  }

  @Test
  void takesNothingButUtf8() {
    byte[] latin = "\"\u00fc\"".getBytes(ISO_8859_1);
    byte[] overlong = {'"', (byte) 0xC0, (byte) 0x80, '"'};
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
    byte[] cut = {'1', (byte) 0xE2, (byte) 0x82};

    assertThat(why(BodyForm.JSON, latin)).isEqualTo("is not UTF-8 at byte 1");
    assertThat(why(BodyForm.JSON, overlong)).isEqualTo("is not UTF-8 at byte 1");
    assertThat(why(BodyForm.JSON, surrogate)).isEqualTo("is not UTF-8 at byte 1");
    assertThat(why(BodyForm.JSON, cut)).isEqualTo("is not UTF-8 at byte 1");
    assertThat(why(BodyForm.JSON, "{}".getBytes(UTF_16LE))).startsWith("is not JSON");
    assertThat(why(BodyForm.JSON, "\ufeff{}")).isEqualTo("begins with a byte order mark");
  }

  @Test
  void findsBadUtf8BehindTheFirstChunk() {
    byte[] body = ("\"" + "ü".repeat(10_000) + "x\"").getBytes(UTF_8);
    body[20_001] = (byte) 0xFF;

    assertThat(why(BodyForm.JSON, body)).isEqualTo("is not UTF-8 at byte 20001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=1&b=2", "a", "&&", "a=x+y%20z", "b=%C3%BC", "b=ü", "p={\"a\":1}"})
  void takesForms(String form) {
    assertThat(check(BodyForm.FORM, form)).isEqualTo(new Sound());
  }

  @ParameterizedTest
  @CsvSource({
    "a=100%,      has a percent sign that starts no escape at byte 5",
    "a=%4,        has a percent sign that starts no escape at byte 2",
    "a=%41%zz,    has a percent sign that starts no escape at byte 5",
    "a=%FF,       is not UTF-8 when decoded",
    "a=%C3&b=%BC, is not UTF-8 when decoded",
  })
  void saysWhatIsWrongWithAForm(String form, String why) {
    assertThat(why(BodyForm.FORM, form)).isEqualTo(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a/>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b='1'/>",
        "<a b='1'><c xmlns='urn:x'>ü&amp;&#252;</c></a>",
        "<a><![CDATA[<]]><!-- c --><?p i?></a>\n",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "\ufeff<?xml version='1.0' encoding='no-such-thing'?><a/>",
        "<a><![CDATA[<!DOCTYPE html>]]></a>"
      })
  void takesXml(String xml) {
    assertThat(check(BodyForm.XML, xml)).isEqualTo(new Sound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a b=1/>",
        "<a b='1' b='2'/>",
        "<x:a/>",
        "<a>&</a>",
        "<a>\u0001</a>",
        " <?xml version='1.0'?><a/>",
        "<!DOCTYPE a [<!EN\u0001"
      })
  void refusesWhatIsNotWellFormedXml(String xml) {
    assertThat(why(BodyForm.XML, xml)).startsWith("is not well-formed XML");
  }

  @Test
  void saysWhereXmlEndsWithoutQuotingIt() {
    assertThat(why(BodyForm.XML, "<a>\n<secret></hidden>"))
        .isEqualTo("is not well-formed XML at line 2, column 11");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'>%x;]><a/>",
        "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><a>&b;</a>"
      })
  void refusesDocumentTypes(String xml) {
    assertThat(why(BodyForm.XML, xml)).isEqualTo("has a document type declaration");
  }

  @Test
  void readsXmlAsUtf8() {
    String latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00fc</a>";

    assertThat(why(BodyForm.XML, latin.getBytes(ISO_8859_1))).isEqualTo("is not UTF-8 at byte 46");
    assertThat(why(BodyForm.XML, "<a/>".getBytes(UTF_16LE))).startsWith("is not well-formed XML");
  }

  @Test
  void refusesEntitiesThatXmlDoesNotDefine() {
    assertThat(check(BodyForm.XML, "<a>&x;</a>")).isInstanceOf(Faulty.class);
    assertThat(check(BodyForm.XML, "<a b='&x;'/>")).isInstanceOf(Faulty.class);
  }

  @Test
  void limitsWhatXmlCanHold() {
    int most = XmlText.NESTING_MAX;
    String attributes =
        IntStream.rangeClosed(0, XmlText.ATTRIBUTES_MAX)
            .mapToObj(i -> " a" + i + "=''")
            .collect(Collectors.joining());

    assertThat(check(BodyForm.XML, "<a>".repeat(most) + "</a>".repeat(most)))
        .isEqualTo(new Sound());
    assertThat(check(BodyForm.XML, "<a>".repeat(most + 1) + "</a>".repeat(most + 1)))
        .isInstanceOf(Faulty.class);
    assertThat(check(BodyForm.XML, "<a" + attributes + "/>")).isInstanceOf(Faulty.class);
    assertThat(check(BodyForm.XML, "<a>" + "x".repeat(8 << 20) + "</a>")).isEqualTo(new Sound());
  }

  private static PayloadVerdict check(BodyForm form, String body) {
    return PayloadCheck.check(form, body.getBytes(UTF_8));
  }

  private static String why(BodyForm form, String body) {
    return why(form, body.getBytes(UTF_8));
  }

  private static String why(BodyForm form, byte[] body) {
    return switch (PayloadCheck.check(form, body)) {
      case Sound() -> "sound";
      case Faulty(String why) -> why;
    };
  }
}
