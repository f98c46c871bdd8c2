package io.sluice.gateway.verify;

import static io.sluice.gateway.verify.SignedMessages.BODY;
import static io.sluice.gateway.verify.SignedMessages.NOW;
import static io.sluice.gateway.verify.SignedMessages.SCHEME;
import static io.sluice.gateway.verify.SignedMessages.SECRET;
import static io.sluice.gateway.verify.SignedMessages.URL;
import static io.sluice.gateway.verify.SignedMessages.prove;
import static io.sluice.gateway.verify.SignedMessages.scheme;
import static io.sluice.gateway.verify.SignedMessages.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRulesTest {

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
    assertThat(digest(right)).isEqualTo("proven");
    assertThat(digest(right + ", md5=:AAAA:")).isEqualTo("proven");
    assertThat(digest("md5=:AAAA:")).isEqualTo("UNMET_DEMAND");
    assertThat(digest("")).isEqualTo("UNMET_DEMAND");
    assertThat(digest(right + ", sha-512=:AAAA:")).isEqualTo("UNMET_DEMAND digested");
    assertThat(digest("sha-256")).isEqualTo("UNMET_DEMAND digested");
    assertThat(digest(wrong)).isEqualTo("MALFORMED_HEADER");
    assertThat(digest(right + ", " + right)).isEqualTo("MALFORMED_HEADER");
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

  private static String digest(String header) {
    return Proofs.told(ContentDigest.judge(Calls.to("POST", URL, BODY, "Content-Digest", header)));
  }

  private static void assertRefused(RawRequest request, Refusal reason) {
    assertThat(prove(SCHEME, SECRET, request)).isEqualTo(new Proof.Refuted(reason));
  }
}
