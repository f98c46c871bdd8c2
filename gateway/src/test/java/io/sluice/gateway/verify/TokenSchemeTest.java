package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenSchemeTest {

  private static final NamedSecret SECRET = new NamedSecret("env:S", "s3cret-ü");
  private static final BasicScheme BASIC = new BasicScheme();
  private static final NamedSecret USER = new NamedSecret("env:U", "user:pass:word");

  @Test
  void theFirstPlaceThatHasATextDecides() {
    TokenScheme scheme = scheme(place("query:key", ""), place("header:T", "Bearer "));

    assertThat(judged(scheme, Requests.post("", "T", "Bearer s3cret-Ã¼"))).isEqualTo("proven");
    assertThat(judged(scheme, Requests.post("", "T", "s3cret-Ã¼"))).isEqualTo("BAD_SIGNATURE");
    assertThat(judged(scheme, Requests.post("", "T", "a", "T", "b"))).isEqualTo("REPEATED_HEADER");
    assertThat(judged(scheme, Requests.post(""))).isEqualTo("MISSING_HEADER");
    assertThat(judged(scheme, query("key=s3cret-%C3%BC"))).isEqualTo("proven");
    assertThat(judged(scheme, query("key=wrong"))).isEqualTo("BAD_SIGNATURE");
    assertThat(scheme.secretPlaces())
        .containsExactlyInAnyOrder(new Selector.Header("T"), Selector.parse("query:key").orThrow());
  }

  @Test
  void aSecretMayBeConfiguredWithItsPrefix() {
    TokenScheme scheme = scheme(place("header:T", "Bearer "));
    Prover prover = scheme.prover(new NamedSecret("env:S", "Bearer abc")).orThrow();

    assertThat(prover.prove(Requests.post("", "T", "Bearer abc"), Circumstances.at(Requests.NOW)))
        .isEqualTo(new Proof.Proven());
  }

  @Test
  void everyElementOfAListCarriesTheSecret() {
    TokenScheme scheme =
        new TokenScheme(
            List.of(place("body:/*/s", "")), Optional.of(BodyPointer.parse("").orThrow()));
    String one = "{\"s\":\"s3cret-ü\"}";

    assertThat(judged(scheme, Requests.post("[" + one + "]"))).isEqualTo("proven");
    assertThat(judged(scheme, Requests.post("[" + one + ",{\"s\":\"no\"}]")))
        .isEqualTo("BAD_SIGNATURE");
    assertThat(judged(scheme, Requests.post("[" + one + ",{}]"))).isEqualTo("BAD_SIGNATURE");
    assertThat(judged(scheme, Requests.post("[]"))).isEqualTo("MISSING_HEADER");
    assertThat(judged(scheme, Requests.post("[" + (one + ",").repeat(999) + one + "]")))
        .isEqualTo("proven");
    assertThat(judged(scheme, Requests.post("[" + (one + ",").repeat(1000) + one + "]")))
        .isEqualTo("BAD_SIGNATURE");
  }

  @Test
  void signsInTheFirstHeader() {
    HeaderLines lines =
        scheme(place("query:key", ""), place("header:T", "Bearer "))
            .signer(SECRET)
            .orThrow()
            .sign(Requests.post(""), "m-1", Requests.NOW);

    assertThat(lines.all("T").getFirst().getBytes(ISO_8859_1))
        .isEqualTo("Bearer s3cret-ü".getBytes(UTF_8));
    assertThat(scheme(place("query:key", "")).signer(SECRET))
        .isEqualTo(new Parsed.Bad<Signer>("does not stand in a header"));
  }

  @Test
  void neitherTokensNorPasswordsSayAnythingAboutTheRequest() {
    TokenScheme token = scheme(place("header:T", ""));
    NamedSecret blank = new NamedSecret("env:S", " \n");

    assertThat(token.prover(blank)).isEqualTo(new Parsed.Bad<Prover>("is empty"));
    assertThat(token.signer(blank)).isEqualTo(new Parsed.Bad<Signer>("is empty"));
    for (SignatureScheme scheme : List.of(token, BASIC)) {
      assertThat(scheme.withTolerance(Duration.ofMinutes(1))).isInstanceOf(Parsed.Bad.class);
      assertThat(scheme.covers(Selector.parse("body:/a").orThrow())).isFalse();
      assertThat(scheme.covers(Selector.parse("header:T").orThrow())).isFalse();
    }
    assertThat(BASIC.secretPlaces()).containsExactly(new Selector.Header("Authorization"));
  }

  @Test
  void aPasswordIsSentInBase64() {
    assertThat(judged(BASIC, USER, basic("Basic dXNlcjpwYXNzOndvcmQ="))).isEqualTo("proven");
    assertThat(judged(BASIC, USER, basic("bASIC  dXNlcjpwYXNzOndvcmQ="))).isEqualTo("proven");
    assertThat(judged(BASIC, USER, basic("Basic dXNlcjpwYXNz"))).isEqualTo("BAD_SIGNATURE");
    assertThat(judged(BASIC, USER, basic("Basic dXNlcjpwYXNzOndvcmQ")))
        .isEqualTo("MALFORMED_HEADER");
    assertThat(judged(BASIC, USER, basic("Bearer dXNlcjpwYXNz"))).isEqualTo("MALFORMED_HEADER");
    assertThat(judged(BASIC, USER, Requests.post(""))).isEqualTo("MISSING_HEADER");
    assertThat(
            BASIC
                .signer(USER)
                .orThrow()
                .sign(Requests.post(""), "m", Requests.NOW)
                .all("Authorization"))
        .containsExactly("Basic dXNlcjpwYXNzOndvcmQ=");
  }

  @Test
  void aPasswordHasAUserBeforeAColonAndIsNotEmpty() {
    for (String wrong : List.of("user", "user:", "user: \t")) {
      NamedSecret secret = new NamedSecret("env:U", wrong);
      assertThat(BASIC.prover(secret)).as(wrong).isInstanceOf(Parsed.Bad.class);
      assertThat(BASIC.signer(secret)).as(wrong).isInstanceOf(Parsed.Bad.class);
    }
    assertThat(BASIC.prover(new NamedSecret("env:U", ":p"))).isInstanceOf(Parsed.Good.class);
  }

  @Test
  void aHeaderThatMustStandAloneIsNeitherEmptyNorBeyondBytes() {
    assertThat(value("A", "x")).isEqualTo("x");
    assertThat(value("A", "ÿ")).isEqualTo("ÿ");
    assertThat(value("A", "")).isEqualTo("MALFORMED_HEADER");
    assertThat(value("A", "Ā")).isEqualTo("MALFORMED_HEADER");
    assertThat(value("B", "x")).isEqualTo("MISSING_HEADER");
    LoneHeaders headers = new LoneHeaders(HeaderLines.of("A", ""));
    assertThat(headers.value("B") + headers.value("A")).isEmpty();
    assertThat(headers.fault()).contains(Refusal.MISSING_HEADER);
  }

  private static String value(String name, String value) {
    LoneHeaders headers = new LoneHeaders(HeaderLines.of(name, value));
    String read = headers.value("A");
    return headers.fault().map(Enum::name).orElse(read);
  }

  private static RawRequest query(String query) {
    return Requests.of("POST", "/in/test?" + query, HeaderLines.of(), new byte[0], Requests.NOW);
  }

  private static RawRequest basic(String value) {
    return Requests.post("", "Authorization", value);
  }

  private static String judged(SignatureScheme scheme, RawRequest request) {
    return judged(scheme, SECRET, request);
  }

  private static String judged(SignatureScheme scheme, NamedSecret secret, RawRequest request) {
    return switch (scheme.prover(secret).orThrow().prove(request, Circumstances.at(Requests.NOW))) {
      case Proof.Proven() -> "proven";
      case Proof.Refuted(Refusal reason, _) -> reason.name();
      case Proof.Wanting wanting -> throw new AssertionError(wanting);
    };
  }

  private static TokenScheme scheme(TokenScheme.Place... places) {
    return new TokenScheme(List.of(places), Optional.empty());
  }

  private static TokenScheme.Place place(String at, String prefix) {
    return new TokenScheme.Place(Selector.parse(at).orThrow(), prefix);
  }
}
