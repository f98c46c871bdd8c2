package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.SchemeVerifier.KeyedSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemeVerifierTest {

  private static final Circumstances NOW = Circumstances.at(Requests.NOW);
  private static final TokenScheme TOKEN = token("X-Token");

  private static final Handshake HANDSHAKE =
      new Handshake(
          "POST",
          true,
          List.of(new Condition(selector("body:/type"), equal("hello"))),
          List.of(new Condition(selector("body:/echo"), new Condition.Test.Present())),
          401,
          new Handshake.Answer(
              200, "text/plain", Map.of(), Template.parse("{body:/echo}").orThrow()),
          Optional.empty());

  @Test
  void refusesEverythingWithoutASecret() {
    assertThat(verifier().verify(Requests.post("{}", "X-Token", "one"), NOW))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void answersAHandshakeOnlyWhenItIsGenuine() {
    String hello = "{\"type\":\"hello\",\"echo\":\"abc\"}";

    assertThat(verify(Requests.post(hello, "X-Token", "one")))
        .isInstanceOfSatisfying(
            Verdict.Handshake.class,
            handshake -> {
              assertThat(handshake.reply().status()).isEqualTo(200);
              assertThat(handshake.reply().contentType()).isEqualTo("text/plain");
              assertThat(handshake.reply().body()).isEqualTo("abc");
            });
    assertThat(verify(Requests.post(hello, "X-Token", "wrong")))
        .isEqualTo(new Verdict.Refused(Refusal.BAD_SIGNATURE));
    assertThat(verify(Requests.post("{\"type\":\"other\"}", "X-Token", "one")))
        .isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void refusesAHandshakeWithoutTheTextToAnswer() {
    assertThat(verify(Requests.post("{\"type\":\"hello\"}", "X-Token", "one")))
        .isEqualTo(new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE));
  }

  @Test
  void tellsTheRefusalThatGotFurthest() {
    NamedSecret shared = new NamedSecret("env:SHARED", "shared");
    SchemeVerifier verifier =
        new SchemeVerifier(
            "test",
            List.of(
                KeyedSecret.of(TOKEN, shared).orThrow(),
                KeyedSecret.of(token("X-Other"), shared).orThrow()),
            List.of(),
            Set.of("POST"));

    assertThat(verifier.verify(Requests.post("", "X-Token", "wrong"), NOW))
        .isEqualTo(new Verdict.Refused(Refusal.BAD_SIGNATURE));
    assertThat(verifier.verify(Requests.post(""), NOW))
        .isEqualTo(new Verdict.Refused(Refusal.MISSING_HEADER));
  }

  /** Otherwise a replayed request could bring an id of its own past a check for duplicates. */
  @Test
  void doesNotMixTheHeadersOfTwoWays() {
    KeyRule key =
        new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE);
    SignedScheme scheme = new SignedScheme(List.of(way(key, "a"), way(key, "b")));
    NamedSecret secret = new NamedSecret("env:S", "secret");
    Prover prover = scheme.prover(secret).orThrow();
    HeaderLines signedByB =
        new SignedScheme(List.of(way(key, "b")))
            .signer(secret)
            .orThrow()
            .sign(Requests.post(""), "m-1", Requests.NOW);
    RawRequest genuine = Requests.withHeaders(Requests.post(""), signedByB);

    assertThat(prover.prove(genuine, NOW)).isInstanceOf(Proof.Proven.class);
    assertThat(prover.prove(Requests.withHeader(genuine, "a-id", "forged"), NOW))
        .isEqualTo(new Proof.Refuted(Refusal.MISSING_HEADER));
  }

  @Test
  void refusesMoreSignaturesThanAnyRotationNeeds() {
    KeyRule key =
        new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE);
    SignedWay way =
        new SignedWay(
            key,
            new SignaturePlace.InHeader("S", false),
            new Layout.Items("v1", ',', '='),
            TextEncoding.HEX,
            Template.parse("{body}").orThrow(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    NamedSecret secret = new NamedSecret("env:S", "secret");
    SignedScheme scheme = new SignedScheme(List.of(way));
    String right =
        scheme
            .signer(secret)
            .orThrow()
            .sign(Requests.post(""), "", Requests.NOW)
            .all("S")
            .getFirst();
    String wrong = "v1=" + "0".repeat(64) + ",";
    Prover prover = scheme.prover(secret).orThrow();

    assertThat(prover.prove(Requests.post("", "S", wrong.repeat(15) + right), NOW))
        .isInstanceOf(Proof.Proven.class);
    assertThat(prover.prove(Requests.post("", "S", wrong.repeat(16) + right), NOW))
        .isEqualTo(new Proof.Refuted(Refusal.MALFORMED_HEADER));
  }

  @Test
  void manyThreadsShareOneProver() {
    NamedSecret secret = new NamedSecret("env:S", "secret");
    KeyRule key =
        new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE);
    SignedScheme scheme = new SignedScheme(List.of(way(key, "a")));
    Prover prover = scheme.prover(secret).orThrow();
    Signer signer = scheme.signer(secret).orThrow();

    long proven =
        Stream.iterate(1, i -> i + 1)
            .limit(2_000)
            .parallel()
            .map(i -> new byte[i])
            .map(body ->
                Requests.of(
                    signer.sign(Requests.of(HeaderLines.of(), body), "m", Requests.NOW), body))
            .filter(request -> prover.prove(request, NOW) instanceof Proof.Proven)
            .count();

    assertThat(proven).isEqualTo(2_000);
  }

  private static SignedWay way(KeyRule key, String brand) {
    return new SignedWay(
        key,
        new SignaturePlace.InHeader(brand + "-signature", false),
        new Layout.Whole(""),
        TextEncoding.BASE64,
        Template.parse("{header:" + brand + "-id}.{body}").orThrow(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static Verdict verify(RawRequest request) {
    return verifier("one", "two").verify(request, NOW);
  }

  private static SchemeVerifier verifier(String... tokens) {
    return new SchemeVerifier(
        "test",
        Stream.of(tokens)
            .map(token -> new NamedSecret("env:" + token, token))
            .map(secret -> KeyedSecret.of(TOKEN, secret).orThrow())
            .toList(),
        List.of(HANDSHAKE),
        Set.of("POST"));
  }

  private static TokenScheme token(String header) {
    return new TokenScheme(
        List.of(new TokenScheme.Place(new Selector.Header(header), "")), Optional.empty());
  }

  private static Condition.Test equal(String text) {
    return new Condition.Test.Equals(Template.parse(text).orThrow());
  }

  private static Selector selector(String text) {
    return Selector.parse(text).orThrow();
  }
}
