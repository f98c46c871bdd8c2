package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemeVerifierTest {

  private static final TokenScheme TOKEN = new TokenScheme("X-Token", "");

  private static final Handshake HANDSHAKE =
      new Handshake(selector("body:/type"), "hello", selector("body:/echo"), 200, "text/plain");

  @Test
  void refusesEverythingWithoutASecret() {
    assertThat(verifier().verify(Requests.post("{}", "X-Token", "one"), Requests.NOW))
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
                new SchemeVerifier.NamedProver("a", TOKEN.prover(shared).orThrow()),
                new SchemeVerifier.NamedProver(
                    "b", new TokenScheme("X-Other", "").prover(shared).orThrow())),
            List.of());

    assertThat(verifier.verify(Requests.post("", "X-Token", "wrong"), Requests.NOW))
        .isEqualTo(new Verdict.Refused(Refusal.BAD_SIGNATURE));
    assertThat(verifier.verify(Requests.post(""), Requests.NOW))
        .isEqualTo(new Verdict.Refused(Refusal.MISSING_HEADER));
  }

  /** Otherwise a replayed request could bring an id of its own past a check for duplicates. */
  @Test
  void doesNotMixTheHeadersOfTwoWays() {
    KeyRule key = new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false);
    SignedScheme scheme = new SignedScheme(List.of(way(key, "a"), way(key, "b")));
    NamedSecret secret = new NamedSecret("env:S", "secret");
    Prover prover = scheme.prover(secret).orThrow();
    HeaderLines signedByB =
        new SignedScheme(List.of(way(key, "b")))
            .signer(secret)
            .orThrow()
            .sign("m-1", Requests.NOW, new byte[0]);
    RawRequest genuine = Requests.withHeaders(Requests.post(""), signedByB);

    assertThat(prover.prove(genuine, Requests.NOW)).isInstanceOf(Proof.Proven.class);
    assertThat(prover.prove(Requests.withHeader(genuine, "a-id", "forged"), Requests.NOW))
        .isEqualTo(new Proof.Refuted(Refusal.MISSING_HEADER));
  }

  @Test
  void refusesMoreSignaturesThanAnyRotationNeeds() {
    KeyRule key = new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false);
    SignedWay way =
        new SignedWay(
            key,
            "S",
            new Layout.Items("v1"),
            TextEncoding.HEX,
            Template.parse("{body}").orThrow(),
            Optional.empty());
    NamedSecret secret = new NamedSecret("env:S", "secret");
    SignedScheme scheme = new SignedScheme(List.of(way));
    String right =
        scheme.signer(secret).orThrow().sign("", Requests.NOW, new byte[0]).all("S").getFirst();
    String wrong = "v1=" + "0".repeat(64) + ",";
    Prover prover = scheme.prover(secret).orThrow();

    assertThat(prover.prove(Requests.post("", "S", wrong.repeat(15) + right), Requests.NOW))
        .isInstanceOf(Proof.Proven.class);
    assertThat(prover.prove(Requests.post("", "S", wrong.repeat(16) + right), Requests.NOW))
        .isEqualTo(new Proof.Refuted(Refusal.MALFORMED_HEADER));
  }

  @Test
  void manyThreadsShareOneProver() {
    NamedSecret secret = new NamedSecret("env:S", "secret");
    KeyRule key = new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false);
    SignedScheme scheme = new SignedScheme(List.of(way(key, "a")));
    Prover prover = scheme.prover(secret).orThrow();
    Signer signer = scheme.signer(secret).orThrow();

    long proven =
        Stream.iterate(1, i -> i + 1)
            .limit(2_000)
            .parallel()
            .map(i -> new byte[i])
            .map(body -> Requests.of(signer.sign("m", Requests.NOW, body), body))
            .filter(request -> prover.prove(request, Requests.NOW) instanceof Proof.Proven)
            .count();

    assertThat(proven).isEqualTo(2_000);
  }

  private static SignedWay way(KeyRule key, String brand) {
    return new SignedWay(
        key,
        brand + "-signature",
        new Layout.Whole(""),
        TextEncoding.BASE64,
        Template.parse("{header:" + brand + "-id}.{body}").orThrow(),
        Optional.empty());
  }

  private static Verdict verify(RawRequest request) {
    return verifier("one", "two").verify(request, Requests.NOW);
  }

  private static SchemeVerifier verifier(String... tokens) {
    return new SchemeVerifier(
        "test",
        Stream.of(tokens)
            .map(token -> new NamedSecret("env:" + token, token))
            .map(secret ->
                new SchemeVerifier.NamedProver(secret.name(), TOKEN.prover(secret).orThrow()))
            .toList(),
        List.of(HANDSHAKE));
  }

  private static Selector selector(String text) {
    return Selector.parse(text).orThrow();
  }
}
