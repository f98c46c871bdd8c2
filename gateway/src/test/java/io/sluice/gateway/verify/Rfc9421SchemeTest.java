package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc9421SchemeTest {

  private static final String URL = "https://hooks.example.com/in/test?a=1&b=2";
  private static final String BODY = "{\"id\":1}";
  private static final Instant NOW = Requests.NOW;
  private static final NamedSecret SECRET =
      new NamedSecret("env:S", "k-1 hmac-sha256 c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IQ==");
  private static final NamedSecret OTHER =
      new NamedSecret("env:O", "k-2 hmac-sha256 b3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgb3RoZXI=");

  private static final Rfc9421Scheme SCHEME = scheme(true, "@method", "@target-uri");

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
                List.of("created", "expires", "keyid", "alg", "nonce", "tag"),
                true,
                Duration.ofMinutes(5),
                Optional.empty()));
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
  void refusesCoverageThatDoesNotSuffice() {
    RawRequest request = Calls.to("POST", URL, BODY);
    RawRequest bodiless = Calls.to("POST", URL, "");
    Rfc9421Scheme noUrl = scheme(true, "@method");
    Rfc9421Scheme noBody = scheme(false, "@method", "@target-uri");

    assertRefused(signed(noUrl, request), Refusal.UNMET_DEMAND);
    assertRefused(signed(noBody, request), Refusal.UNMET_DEMAND);
    assertThat(prove(SCHEME, SECRET, signed(noBody, bodiless))).isEqualTo(new Proof.Proven());
    assertThat(prove(noBody, SECRET, signed(noBody, request))).isEqualTo(new Proof.Proven());
  }

  @Test
  void wantsOneDigestThatIsKnownAndAllOfThoseRight() {
    String right = ContentDigest.of(BODY.getBytes(UTF_8));
    String wrong = right.replace("sha-256=:", "sha-256=:A");
    assertThat(digestFault(right)).isEmpty();
    assertThat(digestFault(right + ", md5=:AAAA:")).isEmpty();
    assertThat(digestFault("md5=:AAAA:")).contains(Refusal.UNMET_DEMAND);
    assertThat(digestFault("")).contains(Refusal.UNMET_DEMAND);
    assertThat(digestFault(right + ", sha-512=:AAAA:")).contains(Refusal.UNMET_DEMAND);
    assertThat(digestFault("sha-256")).contains(Refusal.UNMET_DEMAND);
    assertThat(digestFault(wrong)).contains(Refusal.MALFORMED_HEADER);
    assertThat(digestFault(right + ", " + right)).contains(Refusal.MALFORMED_HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ",
    "300, ",
    "301, STALE_TIMESTAMP",
    "-300, ",
    "-301, FUTURE_TIMESTAMP",
  })
  void judgesTheAgeOfASignature(int secondsAgo, Refusal expected) {
    RawRequest request = Calls.to("POST", URL, BODY);
    Signer signer = SCHEME.signer(SECRET).orThrow();
    RawRequest signed =
        Calls.with(request, signer.sign(request, "m-1", NOW.minusSeconds(secondsAgo)));

    assertThat(prove(SCHEME, SECRET, signed))
        .isEqualTo(expected == null ? new Proof.Proven() : new Proof.Refuted(expected));
  }

  @Test
  void refusesASignatureThatHasExpired() {
    Rfc9421Scheme patient =
        new Rfc9421Scheme(
            new MessageRules(
                Optional.empty(),
                List.of(),
                List.of("expires"),
                true,
                Duration.ofDays(1),
                Optional.empty()));
    RawRequest signed = signed(patient, Calls.to("POST", URL, BODY));
    Prover prover = patient.prover(SECRET).orThrow();

    assertThat(prover.prove(signed, Circumstances.at(NOW.plusSeconds(300))))
        .isEqualTo(new Proof.Proven());
    assertThat(prover.prove(signed, Circumstances.at(NOW.plusSeconds(301))))
        .isEqualTo(new Proof.Refuted(Refusal.STALE_TIMESTAMP));
  }

  @Test
  void takesAnotherAgeAndKeepsAnotherFuture() {
    MessageRules rules = SCHEME.rules();
    Rfc9421Scheme narrow =
        new Rfc9421Scheme(
            new MessageRules(
                rules.label(),
                rules.components(),
                rules.parameters(),
                true,
                rules.age(),
                Optional.of(Duration.ZERO)));
    SignatureScheme wide = narrow.withTolerance(Duration.ofHours(1)).orThrow();
    RawRequest signed = signed(SCHEME, Calls.to("POST", URL, BODY));
    Prover prover = wide.prover(SECRET).orThrow();

    assertThat(prover.prove(signed, Circumstances.at(NOW.plusSeconds(3600))))
        .isEqualTo(new Proof.Proven());
    assertThat(prover.prove(signed, Circumstances.at(NOW.minusSeconds(1))))
        .isEqualTo(new Proof.Refuted(Refusal.FUTURE_TIMESTAMP));
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
  void checksBySharedKeysOnlyWhatSaysNothingElse() {
    RawRequest signed = signed(SCHEME, Calls.to("POST", URL, BODY));

    assertRefused(
        changed(signed, "keyid=\"k-1\"", "keyid=\"k-1\";alg=\"ed25519\""), Refusal.BAD_SIGNATURE);
    assertThat(MessageKey.parse(SECRET).orThrow().fits(Optional.empty(), Optional.empty()))
        .isTrue();
  }

  @Test
  void knowsWhatItCovers() {
    Rfc9421Scheme some = scheme(true, "@query-param;name=\"a\"", "x-id", "@path");

    assertThat(
            List.of("body:/id", "form:a", "query:a", "path:1", "header:X-Id", "header:x-id#base64"))
        .allSatisfy(p -> assertThat(some.covers(Selector.parse(p).orThrow())).isTrue());
    assertThat(List.of("query:b", "header:X-Other"))
        .allSatisfy(p -> assertThat(some.covers(Selector.parse(p).orThrow())).isFalse());
    assertThat(scheme(false).covers(Selector.parse("body:/id").orThrow())).isFalse();
    assertThat(scheme(false).explain().coversBody()).isFalse();
    assertThat(some.explain().coversBody()).isTrue();
    assertThat(some.explain().limitsAge()).isTrue();
  }

  private static Rfc9421Scheme scheme(boolean bodyCovered, String... components) {
    return new Rfc9421Scheme(
        new MessageRules(
            Optional.empty(),
            components(components),
            List.of("created", "keyid"),
            bodyCovered,
            Duration.ofMinutes(5),
            Optional.empty()));
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

  private static List<MessageComponent> components(String... texts) {
    return Stream.of(texts).map(text -> MessageComponent.parse(text).orThrow()).toList();
  }

  private static RawRequest signed(SignatureScheme scheme, RawRequest request) {
    return Calls.with(request, scheme.signer(SECRET).orThrow().sign(request, "m-1", NOW));
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

  private static Optional<Refusal> digestFault(String header) {
    return ContentDigest.fault(Calls.to("POST", URL, BODY, "Content-Digest", header));
  }

  private static Proof prove(SignatureScheme scheme, NamedSecret secret, RawRequest request) {
    return scheme.prover(secret).orThrow().prove(request, Circumstances.at(NOW));
  }

  private static void assertRefused(RawRequest request, Refusal reason) {
    assertThat(prove(SCHEME, SECRET, request)).isEqualTo(new Proof.Refuted(reason));
  }
}
