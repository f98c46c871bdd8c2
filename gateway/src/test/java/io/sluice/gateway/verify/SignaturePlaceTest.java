package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturePlaceTest {

  private static final SignaturePlace ALONE = new SignaturePlace.InHeader("S", false);
  private static final SignaturePlace REPEATED = new SignaturePlace.InHeader("S", true);
  private static final SignaturePlace NUMBERED = new SignaturePlace.InNumberedHeaders("S-");
  private static final SignaturePlace IN_BODY = at("body:/s");

  @Test
  void aHeaderStandsAloneUnlessItMayBeRepeated() {
    RawRequest twice = Requests.post("", "S", "a", "S", "b");

    assertThat(lines(ALONE, Requests.post("", "S", "a"))).isEqualTo("[a]");
    assertThat(lines(ALONE, twice)).isEqualTo("REPEATED_HEADER");
    assertThat(lines(ALONE, Requests.post(""))).isEqualTo("MISSING_HEADER");
    assertThat(lines(REPEATED, twice)).isEqualTo("[a, b]");
    assertThat(lines(REPEATED, Requests.post(""))).isEqualTo("MISSING_HEADER");
  }

  @Test
  void aRepeatedHeaderHasNoMoreLinesThanAnyRotationNeeds() {
    assertThat(lines(REPEATED, withLines(16))).startsWith("[a, a");
    assertThat(lines(REPEATED, withLines(17))).isEqualTo("MALFORMED_HEADER");
    assertThat(REPEATED.lines(withLines(17), new LoneHeaders(HeaderLines.of()))).isEmpty();
  }

  @Test
  void numberedHeadersAreCountedFromOneToSixteen() {
    assertThat(lines(NUMBERED, Requests.post("", "S-1", "a", "S-16", "c", "S-2", "b")))
        .isEqualTo("[a, b, c]");
    for (String name : List.of("S-0", "S-17", "S-")) {
      assertThat(lines(NUMBERED, Requests.post("", name, "a"))).isEqualTo("MISSING_HEADER");
      assertThat(NUMBERED.isUsedBy(Requests.post("", name, "a"))).isFalse();
    }
    assertThat(NUMBERED.isUsedBy(Requests.post("", "S-16", "a"))).isTrue();
    assertThat(lines(NUMBERED, Requests.post("", "S-1", "a", "S-1", "b")))
        .isEqualTo("REPEATED_HEADER");
  }

  @Test
  void aMemberOfTheBodyIsAPlaceToo() {
    assertThat(lines(IN_BODY, Requests.post("{\"s\":\"a\"}"))).isEqualTo("[a]");
    assertThat(lines(IN_BODY, Requests.post("{}"))).isEqualTo("MISSING_HEADER");
    assertThat(IN_BODY.isUsedBy(Requests.post("{\"s\":\"a\"}"))).isTrue();
    assertThat(IN_BODY.isUsedBy(Requests.post("{}"))).isFalse();
    assertThat(lines(at("body:/*/s").atElement(1), Requests.post("[{\"s\":1},{\"s\":2}]")))
        .isEqualTo("[2]");
  }

  @Test
  void isUsedWhereItIsThere() {
    assertThat(ALONE.isUsedBy(Requests.post("", "s", ""))).isTrue();
    assertThat(ALONE.isUsedBy(Requests.post("", "t", ""))).isFalse();
  }

  @Test
  void isWrittenToAHeaderWhereItIsOne() {
    assertThat(ALONE.header()).contains("S");
    assertThat(NUMBERED.header()).contains("S-1");
    assertThat(IN_BODY.header()).isEmpty();
    assertThat(ALONE.selector()).isEqualTo(new Selector.Header("S"));
    assertThat(NUMBERED.selector()).isEqualTo(new Selector.Header("S-1"));
    assertThat(IN_BODY.selector()).isEqualTo(Selector.parse("body:/s").orThrow());
    assertThat(ALONE.atElement(1)).isSameAs(ALONE);
  }

  private static String lines(SignaturePlace place, RawRequest request) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    List<String> lines = place.lines(request, headers);
    return headers.fault().map(Enum::name).orElseGet(lines::toString);
  }

  private static RawRequest withLines(int count) {
    String[] lines = new String[2 * count];
    Arrays.setAll(lines, i -> i % 2 == 0 ? "S" : "a");
    return Requests.post("", lines);
  }

  private static SignaturePlace at(String place) {
    return new SignaturePlace.At(Selector.parse(place).orThrow());
  }
}
