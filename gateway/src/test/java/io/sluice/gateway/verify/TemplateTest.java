package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  @Test
  void fillsEveryPlace() {
    assertThat(filled("v0:{timestamp}:{body}")).isEqualTo("v0:17:BODY");
    assertThat(filled("{header:X-Id}.{timestamp}.{body}")).isEqualTo("<X-Id>.17.BODY");
    assertThat(filled("{body}{body}\n")).isEqualTo("BODYBODY\n");
    assertThat(filled("")).isEmpty();
  }

  @Test
  void signsTheBytesOfAHeaderAsTheyWereSent() {
    Template template = Template.parse("{header:A}ü").orThrow();

    byte[] sent = "ä".getBytes(UTF_8);
    String asReceived = new String(sent, ISO_8859_1);

    assertThat(joined(template.fill(new byte[0], "", name -> asReceived)))
        .isEqualTo("äü".getBytes(UTF_8));
  }

  @Test
  void doesNotCopyTheBody() {
    byte[] body = {1, 2, 3};

    assertThat(Template.parse("{body}").orThrow().fill(body, "", name -> "").getFirst())
        .isSameAs(body);
  }

  @Test
  void knowsWhatItHolds() {
    Template template = Template.parse("{header:A}{header:B}{header:A}").orThrow();

    assertThat(template.headerNames()).containsExactly("A", "B");
    assertThat(template.holdsBody()).isFalse();
    assertThat(template.holdsTimestamp()).isFalse();
    assertThat(Template.parse("{body}{timestamp}").orThrow())
        .satisfies(both -> assertThat(both.holdsBody()).isTrue())
        .satisfies(both -> assertThat(both.holdsTimestamp()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "{body,          no closing one",
    "body},          no opening one",
    "{body}},        no opening one",
    "{url},          '{url} is not known; write {body}, {timestamp} or {header:Name}'",
    "{Body},         '{Body} is not known'",
    "{},             '{} is not known'",
    "{header:},      '{header:} is not known'",
    "{header:a b},   '{header:a b} is not known'",
    "{{body}},       '{{body} is not known'"
  })
  void saysHowToWriteATemplate(String text, String help) {
    assertThat(Template.parse(text))
        .isInstanceOfSatisfying(Parsed.Bad.class, bad -> assertThat(bad.why()).contains(help));
  }

  private static String filled(String text) {
    return new String(
        joined(
            Template.parse(text)
                .orThrow()
                .fill("BODY".getBytes(UTF_8), "17", name -> "<" + name + ">")),
        UTF_8);
  }

  private static byte[] joined(Iterable<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
