package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
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

    assertThat(joined(template.fill(filling(Requests.post("", "A", asReceived)))))
        .isEqualTo("äü".getBytes(UTF_8));
  }

  @Test
  void doesNotCopyTheBody() {
    byte[] body = {1, 2, 3};

    RawRequest request = Requests.of(HeaderLines.of(), body);
    assertThat(Template.parse("{body}").orThrow().fill(filling(request)).getFirst()).isSameAs(body);
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
    assertThat(template.holdsListedHeaders()).isFalse();
    assertThat(Template.parse("{listed_headers:L}").orThrow().holdsListedHeaders()).isTrue();
  }

  @Test
  void leavesOutAGroupOnlyWhereSomethingInItIsAbsent() {
    RawRequest queried =
        Requests.of("POST", "/in/test?a=1", HeaderLines.of(), new byte[0], Requests.NOW);

    assertThat(filled("v0[.{timestamp}]")).isEqualTo("v0.17");
    assertThat(filled("{path}[?{query}]", queried)).isEqualTo("/in/test?a=1");
    assertThat(filled("{path}[?{query}]")).isEqualTo("/in/test");
  }

  @Test
  void notesWhatARequestLacks() {
    assertThat(fault("{query:id}", Requests.post(""))).contains(Refusal.MISSING_HEADER);
    assertThat(fault("{query:id?}", Requests.post(""))).isEmpty();
    assertThat(fault("{sorted_form}", Requests.post("{}"))).contains(Refusal.UNMET_DEMAND);
    assertThat(fault("{sorted_form}", Requests.post(""))).isEmpty();
  }

  @Test
  void aPlaceHasAtMostFourFilters() {
    assertThat(filled("{header:X-Id|lower|upper|lower|upper}")).isEqualTo("<X-ID>");
    assertThat(Template.parse("{body|hex|hex|hex|hex|hex}"))
        .isEqualTo(new Parsed.Bad<Template>("a place has at most 4 filters"));
  }

  @ParameterizedTest
  @CsvSource({
    "{body,          no closing one",
    "body},          no opening one",
    "{body}}}{,      no closing one",
    "[{body},        an opening bracket has no closing one",
    "{body}],        no opening one",
    "[a[{body}]],    within brackets",
    "{body|md4},     '|md4 is not known; write |lower'",
    "{parameter:x},  there is no parameter x",
    "{uri},          '{uri} is not known; write {body}, {timestamp}, {method}'",
    "{Body},         '{Body} is not known'",
    "{},             '{} is not known'",
    "{header:},      is not a header name",
    "{header:a b},   is not a header name"
  })
  void saysHowToWriteATemplate(String text, String help) {
    assertThat(Template.parse(text))
        .isInstanceOfSatisfying(Parsed.Bad.class, bad -> assertThat(bad.why()).contains(help));
  }

  private static String filled(String text) {
    return filled(text, Requests.post("BODY", "X-Id", "<X-Id>"));
  }

  private static String filled(String text, RawRequest request) {
    return new String(joined(Template.parse(text).orThrow().fill(filling(request))), UTF_8);
  }

  private static Optional<Refusal> fault(String text, RawRequest request) {
    Filling filling = filling(request);
    Template.parse(text).orThrow().fill(filling);
    return filling.headers().fault();
  }

  private static Filling filling(RawRequest request) {
    return new Filling(request, "17", new LoneHeaders(request.headers()), Optional.empty());
  }

  private static byte[] joined(Iterable<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
