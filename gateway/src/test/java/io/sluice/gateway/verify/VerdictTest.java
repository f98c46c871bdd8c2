package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.SchemeVerifier.KeyedSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Instant NOW = Requests.NOW;
  private static final MacKey KEY = MacKey.of(Algorithm.HMAC_SHA256, new byte[] {1});
  private static final Prover PROVES = (_, _) -> new Proof.Proven();
  private static final Prover REFUTES = (_, _) -> new Proof.Refuted(Refusal.BAD_SIGNATURE);

  @Test
  void aSecretIsAcceptedFromItsBeginningUntilBeforeItsEnd() {
    NamedSecret secret = new NamedSecret("env:S", "s", NOW, NOW.plusSeconds(2));

    assertThat(verdict(secret, NOW)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verdict(secret, NOW.plusSeconds(1))).isInstanceOf(Verdict.Genuine.class);
    assertThat(verdict(secret, NOW.plusSeconds(2)))
        .isEqualTo(new Verdict.Refused(Refusal.SECRET_NOT_VALID));
    assertThat(verdict(secret, NOW.minusNanos(1)))
        .isEqualTo(new Verdict.Refused(Refusal.SECRET_NOT_VALID));
  }

  @Test
  void aRefusalKeepsTheOneThatGotFurthestWhateverTheOrder() {
    Prover missing = (_, _) -> new Proof.Refuted(Refusal.MISSING_HEADER);

    assertThat(verify(List.of(keyed(REFUTES), keyed(missing)), List.of(), Requests.post("")))
        .isEqualTo(new Verdict.Refused(Refusal.BAD_SIGNATURE));
    assertThat(verify(List.of(keyed(missing), keyed(REFUTES)), List.of(), Requests.post("")))
        .isEqualTo(new Verdict.Refused(Refusal.BAD_SIGNATURE));
  }

  @Test
  void aCertificateIsFetchedBeforeOtherSecretsAreTried() {
    URI url = URI.create("https://a.example/c");
    Prover wants = (_, _) -> new Proof.Wanting(url);

    assertThat(verify(List.of(keyed(wants), keyed(PROVES)), List.of(), Requests.post("")))
        .isEqualTo(new Verdict.Wanting(url));
  }

  @Test
  void eventsComeByTheirMethodsAndHandshakesByTheirs() {
    SchemeVerifier verifier = verifier(List.of(keyed(PROVES)), List.of(handshake("GET", true)));

    assertThat(verifier.allMethods()).containsExactlyInAnyOrder("POST", "GET");
    RawRequest get = Requests.of("GET", "/in/test", Requests.post("").headers(), new byte[0], NOW);
    assertThat(verifier.verify(get, Circumstances.at(NOW)))
        .isEqualTo(new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE));
    assertThat(verifier.verify(Requests.post(""), Circumstances.at(NOW)))
        .isInstanceOfSatisfying(
            Verdict.Genuine.class,
            genuine -> {
              assertThat(genuine.hook().scheme()).isEqualTo("test");
              assertThat(genuine.hook().secretName()).isEqualTo("env:S");
            });
  }

  @Test
  void anUnsignedHandshakeIsAnsweredWithoutProofByACurrentKey() {
    NamedSecret over = new NamedSecret("env:OLD", "s", Instant.MIN, NOW);
    KeyedSecret old = new KeyedSecret(over, REFUTES, Optional.empty());
    RawRequest hello = Requests.post("", "Hello", "x");

    Verdict verdict =
        verify(List.of(old, keyed(REFUTES)), List.of(handshake("POST", false)), hello);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Handshake.class,
            answer ->
                assertThat(answer.reply().body())
                    .isEqualTo(TextEncoding.HEX.encode(KEY.sign(List.of(new byte[] {'x'})))));
    assertThat(verify(List.of(keyed(REFUTES)), List.of(handshake("POST", true)), hello))
        .isEqualTo(new Verdict.Refused(Refusal.BAD_SIGNATURE));
    assertThat(verify(List.of(keyed(PROVES)), List.of(handshake("POST", true)), hello))
        .isInstanceOf(Verdict.Handshake.class);
  }

  @Test
  void onlyASharedKeySignsAnswers() {
    KeyRule rule =
        new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE);
    SignedScheme signed =
        new SignedScheme(
            List.of(
                new SignedWay(
                    rule,
                    new SignaturePlace.InHeader("S", false),
                    new Layout.Whole(""),
                    TextEncoding.HEX,
                    Template.parse("{body}").orThrow(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty())));
    NamedSecret secret = new NamedSecret("env:S", "s");

    assertThat(KeyedSecret.of(signed, secret).orThrow().signing()).isPresent();
    assertThat(
            KeyedSecret.of(new BasicScheme(), new NamedSecret("env:U", "u:p")).orThrow().signing())
        .isEmpty();
    assertThat(signed.needsSecret()).isTrue();
  }

  @Test
  void aTimeIsReadAndWrittenInItsFormat() {
    TimestampRule date = rule(TimestampRule.Format.RFC3339, Optional.empty());
    TimestampRule limited = date.withTolerance(Duration.ofSeconds(10));

    assertThat(date.write(NOW.plusMillis(5))).isEqualTo("2026-09-21T14:13:20Z");
    assertThat(date.judge("2001-01-01T00:00:00Z", NOW)).isEqualTo(new Proof.Proven());
    assertThat(date.judge("2001-01-01", NOW))
        .isEqualTo(new Proof.Refuted(Refusal.MALFORMED_HEADER));
    assertThat(limited.judge("2026-09-21T16:13:10+02:00", NOW)).isEqualTo(new Proof.Proven());
    assertThat(limited.judge("2026-09-21T14:13:09.999Z", NOW))
        .isEqualTo(new Proof.Refuted(Refusal.STALE_TIMESTAMP));
    assertThat(limited.judge("2026-09-21T14:13:30Z", NOW)).isEqualTo(new Proof.Proven());
    assertThat(limited.judge("2026-09-21T14:13:31Z", NOW))
        .isEqualTo(new Proof.Refuted(Refusal.FUTURE_TIMESTAMP));
    assertThat(date.place().header()).contains("T");
    assertThat(new TimestampRule.Place.InItem("t").header()).isEmpty();
  }

  private static Verdict verdict(NamedSecret secret, Instant now) {
    SchemeVerifier verifier =
        verifier(List.of(new KeyedSecret(secret, PROVES, Optional.empty())), List.of());
    return verifier.verify(Requests.post(""), Circumstances.at(now));
  }

  private static Verdict verify(
      List<KeyedSecret> secrets, List<Handshake> handshakes, RawRequest request) {
    return verifier(secrets, handshakes).verify(request, Circumstances.at(NOW));
  }

  private static SchemeVerifier verifier(List<KeyedSecret> secrets, List<Handshake> handshakes) {
    return new SchemeVerifier("test", secrets, handshakes, Set.of("POST"));
  }

  private static KeyedSecret keyed(Prover prover) {
    return new KeyedSecret(new NamedSecret("env:S", "s"), prover, Optional.of(KEY));
  }

  private static Handshake handshake(String method, boolean signed) {
    return new Handshake(
        method,
        signed,
        List.of(new Condition(new Selector.Header("Hello"), new Condition.Test.Present())),
        List.of(),
        400,
        new Handshake.Answer(
            200, "text/plain", Map.of(), Template.parse("{header:Hello|hmac}").orThrow()),
        Optional.empty());
  }

  private static TimestampRule rule(
      TimestampRule.Format format, Optional<TimestampRule.Tolerance> tolerance) {
    return new TimestampRule(
        new TimestampRule.Place.At(new Selector.Header("T")), format, tolerance);
  }
}
