package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What components are worth; the examples are those of the standard. */
class ComponentValuesTest {

  private static final String URL = "HTTPS://WWW.Example.com:443/path?param=value&b=%7E&c=1&c=2";

  private static final RawRequest REQUEST =
      Calls.to(
          "POST",
          URL,
          "",
          "Host",
          "internal",
          "X-Empty",
          "",
          "X-Lines",
          " one ",
          "x-lines",
          "\ttwo\t",
          "X-Dict",
          "  a=1,    b=2;x=1;y=2,   c=(a   b   c), d",
          "Priority",
          "u=1 ,  i",
          "X-Text",
          "Größe",
          "X-Ends",
          "~ !",
          "X-Byte",
          "\u00ff",
          "X-Wide",
          "\u0100");

  @ParameterizedTest
  @CsvSource({
    "@method, POST",
    "@target-uri, HTTPS://WWW.Example.com:443/path?param=value&b=%7E&c=1&c=2",
    "@authority, www.example.com",
    "@scheme, https",
    "@request-target, /path?param=value&b=%7E&c=1&c=2",
    "@path, /path",
    "@query, ?param=value&b=%7E&c=1&c=2",
    "'@query-param;name=\"param\"', value",
    "'@query-param;name=\"b\"', %7E",
    "x-lines, 'one, two'",
    "x-lines;bs, ':b25l:, :dHdv:'",
    "x-text;bs, :R3L232U=:",
    "x-byte;bs, :/w==:",
    "x-ends, ~ !",
    "x-empty, ''",
    "'x-dict;key=\"a\"', 1",
    "'x-dict;key=\"d\"', ?1",
    "'x-dict;key=\"b\"', '2;x=1;y=2'",
    "'x-dict;key=\"c\"', '(a b c)'",
    "priority;sf, 'u=1, i'",
  })
  void readsComponentsOfARequest(String component, String value) {
    LoneHeaders faults = new LoneHeaders(REQUEST.headers());

    assertThat(value(component, REQUEST, faults)).isEqualTo(value);
    assertThat(faults.fault()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x-absent, MISSING_HEADER",
    "'x-dict;key=\"e\"', MISSING_HEADER",
    "'@query-param;name=\"absent\"', MISSING_HEADER",
    "'@query-param;name=\"c\"', REPEATED_HEADER",
    "x-dict;sf, MALFORMED_HEADER",
    "'x-text;key=\"a\"', MALFORMED_HEADER",
    "x-text, MALFORMED_HEADER",
  })
  void refusesComponentsThatHaveNoValue(String component, Refusal reason) {
    LoneHeaders faults = new LoneHeaders(REQUEST.headers());

    assertThat(value(component, REQUEST, faults)).isIn("", "1");
    assertThat(faults.fault()).contains(reason);
  }

  @Test
  void aFieldThatIsNotOfBytesHasNone() {
    LoneHeaders faults = new LoneHeaders(REQUEST.headers());

    assertThat(value("x-wide;bs", REQUEST, faults)).startsWith(":");
    assertThat(faults.fault()).contains(Refusal.MALFORMED_HEADER);
  }

  @Test
  void aTextThatIsNoUrlHasNoParts() {
    RawRequest request = Calls.to("GET", "nowhere?a=1", "");
    LoneHeaders faults = new LoneHeaders(request.headers());

    assertThat(value("@authority", request, faults)).isEmpty();
    assertThat(value("@scheme", request, faults)).isEmpty();
    assertThat(value("@request-target", request, faults)).isEqualTo("/");
  }

  @Test
  void encodesParametersOfTheQueryAnew() {
    RawRequest request =
        Calls.to(
            "GET",
            "https://e.com/parameters?var=this%20is%20a%20big%0Amultiline%20value"
                + "&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something",
            "");
    LoneHeaders faults = new LoneHeaders(request.headers());

    assertThat(value("@query-param;name=\"var\"", request, faults))
        .isEqualTo("this%20is%20a%20big%0Amultiline%20value");
    assertThat(value("@query-param;name=\"bar\"", request, faults))
        .isEqualTo("with%20plus%20whitespace");
    assertThat(value("@query-param;name=\"fa%C3%A7ade%22%3A%20\"", request, faults))
        .isEqualTo("something");
    assertThat(faults.fault()).isEmpty();
  }

  @Test
  void knowsTheQueryAndThePathOfABareUrl() {
    RawRequest bare = Calls.to("GET", "http://e.com:8080", "");
    LoneHeaders faults = new LoneHeaders(bare.headers());

    assertThat(value("@path", bare, faults)).isEqualTo("/");
    assertThat(value("@query", bare, faults)).isEqualTo("?");
    assertThat(value("@request-target", bare, faults)).isEqualTo("/");
    assertThat(value("@authority", bare, faults)).isEqualTo("e.com:8080");
  }

  @Test
  void keepsBlanksThatAreNotAtTheEnd() {
    RawRequest request = Calls.to("GET", "http://e.com", "", "X-Next-Line", " a \u0085");
    LoneHeaders faults = new LoneHeaders(request.headers());

    assertThat(value("x-next-line;bs", request, faults)).isEqualTo(":YSCF:");
    assertThat(faults.fault()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "@status",
        "@signature-params",
        "@Method",
        "@query-param",
        "@method;sf",
        "a;tr",
        "a;req",
        "a;sf=?0",
        "a;sf;bs",
        "a;key=b",
        "a;sf=1",
        "a b",
        "",
        "a\"",
        "a;",
        "@query-param;name=a",
        "@query-param;name=\"a\";req"
      })
  void refusesWhatIsNoComponentOfARequest(String text) {
    assertThat(MessageComponent.parse(text)).isInstanceOf(Parsed.Bad.class);
  }

  private static String value(String component, RawRequest request, LoneHeaders faults) {
    return new ComponentValues(request, faults).of(MessageComponent.parse(component).orThrow());
  }
}
