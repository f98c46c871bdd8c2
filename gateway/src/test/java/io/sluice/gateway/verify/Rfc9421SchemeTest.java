package io.sluice.gateway.verify;

import static io.sluice.gateway.verify.SignedMessages.BODY;
import static io.sluice.gateway.verify.SignedMessages.NOW;
import static io.sluice.gateway.verify.SignedMessages.SCHEME;
import static io.sluice.gateway.verify.SignedMessages.SECRET;
import static io.sluice.gateway.verify.SignedMessages.URL;
import static io.sluice.gateway.verify.SignedMessages.components;
import static io.sluice.gateway.verify.SignedMessages.prove;
import static io.sluice.gateway.verify.SignedMessages.scheme;
import static io.sluice.gateway.verify.SignedMessages.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc9421SchemeTest {

  private static final NamedSecret OTHER =
      new NamedSecret("env:O", "k-2 hmac-sha256 b3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgb3RoZXI=");

  @Test
  void acceptsTheEd25519ExampleOfTheStandard() {
    Rfc9421Scheme lax = scheme(false);
    NamedSecret key =
        new NamedSecret(
            "env:K",
            """
            test-key-ed25519 ed25519
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
            -----END PUBLIC KEY-----
            """);
    RawRequest request =
        Calls.to(
            "POST",
            "https://example.com/foo?param=Value&Pet=dog",
            "{\"hello\": \"world\"}",
            "Date",
            "Tue, 20 Apr 2021 02:07:55 GMT",
            "Content-Type",
            "application/json",
            "Content-Length",
            "18",
            "Signature-Input",
            "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
                + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"",
            "Signature",
            "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lI"
                + "p5WPpBKRCw==:");
    Instant then = Instant.ofEpochSecond(1618884475);

    assertThat(lax.prover(key).orThrow().prove(request, Circumstances.at(then)))
        .isEqualTo(new Proof.Proven());
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, Ed25519, 0",
    "ecdsa-p256-sha256, EC, 256",
    "ecdsa-p384-sha384, EC, 384",
    "rsa-pss-sha512, RSA, 2048",
    "rsa-v1_5-sha256, RSA, 2048",
  })
  void acceptsEveryAlgorithmByItsOwnKey(String algorithm, String family, int bits) {
    TestKeys keys = TestKeys.of(family, bits).named("k-9", algorithm);
    RawRequest request = Calls.to("POST", URL, BODY);
    Signer signer = SCHEME.signer(keys.privateHalf()).orThrow();
    RawRequest signed = Calls.with(request, signer.sign(request, "m-1", NOW));
    NamedSecret stranger = TestKeys.of(family, bits).named("k-9", algorithm).publicHalf();

    assertThat(prove(SCHEME, keys.publicHalf(), signed)).isEqualTo(new Proof.Proven());
    assertThat(prove(SCHEME, stranger, signed)).isEqualTo(new Proof.Refuted(Refusal.BAD_SIGNATURE));
  }

  @Test
  void acceptsWhatItsOwnSignerMakesOfEverythingThatCanBeDemanded() {
    Rfc9421Scheme demanding =
        new Rfc9421Scheme(
            new MessageRules(
                Optional.of("hook"),
                components(
                    "@authority",
                    "@scheme",
                    "@path",
                    "@query",
                    "@query-param;name=\"a\"",
                    "content-digest",
                    "x-id",
                    "content-type;bs"),
                MessageRules.knownParameters(),
                true,
                Duration.ofMinutes(5),
                Optional.empty()));
    assertThat(demanding.rules().parameters())
        .containsExactly("created", "expires", "keyid", "alg", "nonce", "tag");
    for (String body : List.of("", BODY)) {
      RawRequest request = Calls.to("POST", URL, body, "Content-Type", "a/b", "X-Id", "7");
      HeaderLines proof = demanding.signer(SECRET).orThrow().sign(request, "m-\"1\\", NOW);
      RawRequest signed = Calls.with(request, proof);

      assertThat(prove(demanding, SECRET, signed)).isEqualTo(new Proof.Proven());
      assertThat(prove(SCHEME, SECRET, signed)).isEqualTo(new Proof.Refuted(Refusal.UNMET_DEMAND));
    }
  }

  @Test
  void refusesWhatWasChanged() {
    RawRequest signed = signed(SCHEME, Calls.to("POST", URL, BODY));

    assertThat(prove(SCHEME, SECRET, signed)).isEqualTo(new Proof.Proven());
    assertRefused(Calls.to("PUT", URL, signed.body(), signed.headers()), Refusal.BAD_SIGNATURE);
    assertRefused(
        Calls.to("POST", URL + "&c", signed.body(), signed.headers()), Refusal.BAD_SIGNATURE);
    assertRefused(Calls.to("POST", URL, new byte[] {'x'}, signed.headers()), Refusal.UNMET_DEMAND);
    assertRefused(changed(signed, "keyid=\"k-1\"", "keyid=\"k-2\""), Refusal.BAD_SIGNATURE);
    assertRefused(changed(signed, "created=179", "created= 179"), Refusal.MALFORMED_HEADER);
    assertRefused(changed(signed, ";created=1790000000", ""), Refusal.MISSING_HEADER);
    assertRefused(changed(signed, "keyid=\"k-1\"", "keyid=k-1"), Refusal.MALFORMED_HEADER);
    assertRefused(changed(signed, "=1790000000", "=1790000000.0"), Refusal.MALFORMED_HEADER);
  }

  @Test
  void findsItsSignatureAmongSeveral() {
    RawRequest one = signed(SCHEME, Calls.to("POST", URL, BODY));
    String input = one.headers().all("signature-input").getFirst().replace("k-1", "proxy");
    RawRequest both =
        Calls.with(
            one,
            HeaderLines.of(
                "Signature-Input", input.replace("sig1=", "a="), "Signature", "a=:AAAA:"));

    assertThat(prove(SCHEME, SECRET, both)).isEqualTo(new Proof.Proven());
    assertThat(prove(SCHEME, OTHER, both)).isEqualTo(new Proof.Refuted(Refusal.BAD_SIGNATURE));
    assertThat(prove(labelled("a"), SECRET, both))
        .isEqualTo(new Proof.Refuted(Refusal.BAD_SIGNATURE));
    assertThat(prove(labelled("sig1"), SECRET, both)).isEqualTo(new Proof.Proven());
    assertThat(prove(labelled("b"), SECRET, both))
        .isEqualTo(new Proof.Refuted(Refusal.MISSING_HEADER));
  }

  @Test
  void refusesHeadersThatDoNotBelongTogether() {
    RawRequest signed = signed(SCHEME, Calls.to("POST", URL, BODY));
    HeaderLines moreSignatures = HeaderLines.of("Signature", "a=:AAAA:");
    HeaderLines moreInputs = HeaderLines.of("Signature-Input", "a=();created=1");

    assertRefused(Calls.with(signed, moreSignatures), Refusal.MALFORMED_HEADER);
    assertRefused(Calls.with(signed, moreInputs), Refusal.MALFORMED_HEADER);
    assertRefused(
        changed(signed, "(\"@method\"", "(\"@method\" \"@method\""), Refusal.MALFORMED_HEADER);
    assertRefused(changed(signed, "=:", "=:AAAA:;x=:"), Refusal.MALFORMED_HEADER);
    assertRefused(changed(signed, "\"@method\"", "\"@status\""), Refusal.MALFORMED_HEADER);
    assertRefused(changed(signed, "\"@method\"", "@method"), Refusal.MALFORMED_HEADER);
    assertRefused(changed(signed, "\"@method\"", "\"x-absent\""), Refusal.MISSING_HEADER);
  }

  @Test
  void limitsTheSignaturesOfOneMessage() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      lines.addAll(
          List.of("Signature-Input", "a" + i + "=();created=1", "Signature", "a" + i + "=:AAAA:"));
    }
    HeaderLines eight = HeaderLines.of(lines.toArray(String[]::new));
    RawRequest request = Calls.to("POST", URL, BODY);

    assertRefused(Calls.with(signed(SCHEME, request), eight), Refusal.MALFORMED_HEADER);
    assertRefused(Calls.with(request, eight), Refusal.MISSING_HEADER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "k-1",
        "k-1 hmac-sha256",
        "k-1 hmac-sha512 AAAA",
        "k-1 hmac-sha256 not/base64!",
        "k-1 ed25519 AAAA",
        "AAAA"
      })
  void refusesSecretsThatAreNoNamedKeysWithoutRepeatingThem(String text) {
    Parsed<Prover> refused = SCHEME.prover(new NamedSecret("env:S", text));

    assertThat(refused).isInstanceOf(Parsed.Bad.class);
    assertThat(refused.toString()).doesNotContain("AAAA", "not/base64!");
  }

  @Test
  void usesAKeyOnlyForWhatNamesItAndItsAlgorithm() {
    NamedSecret sameKey = new NamedSecret("env:N", SECRET.value().replace("k-1", "k-2"));
    RawRequest signed = signed(SCHEME, Calls.to("POST", URL, BODY));
    MessageKey key = MessageKey.parse(SECRET).orThrow();

    assertThat(prove(SCHEME, sameKey, signed)).isEqualTo(new Proof.Refuted(Refusal.BAD_SIGNATURE));
    assertThat(key.fits(Optional.empty(), Optional.empty())).isTrue();
    assertThat(key.fits(Optional.of("k-1"), Optional.of("hmac-sha256"))).isTrue();
    assertThat(key.fits(Optional.of("k-1"), Optional.of("ed25519"))).isFalse();
    assertThat(key.fits(Optional.of("k-2"), Optional.of("hmac-sha256"))).isFalse();
  }

  private static Rfc9421Scheme labelled(String label) {
    MessageRules rules = SCHEME.rules();
    return new Rfc9421Scheme(
        new MessageRules(
            Optional.of(label),
            rules.components(),
            rules.parameters(),
            true,
            rules.age(),
            Optional.empty()));
  }

  private static RawRequest changed(RawRequest request, String from, String to) {
    List<String> lines = new ArrayList<>();
    request
        .headers()
        .forEach((name, value) -> lines.addAll(List.of(name, value.replace(from, to))));
    return Calls.to(
        request.method(),
        request.publicUrl(),
        request.body(),
        HeaderLines.of(lines.toArray(String[]::new)));
  }

  private static void assertRefused(RawRequest request, Refusal reason) {
    assertThat(prove(SCHEME, SECRET, request)).isEqualTo(new Proof.Refuted(reason));
  }
}
