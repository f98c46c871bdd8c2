package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.SchemeVerifier;
import io.sluice.gateway.verify.SchemeVerifier.KeyedSecret;
import io.sluice.gateway.verify.Signer;
import io.sluice.gateway.verify.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that every scheme lets through what is true, under every secret that is valid. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeAcceptanceTest {

  private final Subject subject;
  private final Source source;
  private final RawRequest genuine;

  SchemeAcceptanceTest(Subject subject) {
    this.subject = subject;
    this.source = subject.source();
    this.genuine = subject.genuine();
  }

  static Stream<Subject> cases() {
    return Subject.all();
  }

  @Test
  void acceptsTheGenuineRequestAndTellsByWhichSecret() {
    assertThat(subject.verdict(genuine))
        .isInstanceOfSatisfying(
            Verdict.Genuine.class,
            verdict -> {
              assertThat(verdict.hook().request()).isSameAs(genuine);
              assertThat(verdict.hook().secretName()).isEqualTo(subject.secret().name());
              assertThat(verdict.hook().scheme()).isEqualTo(source.scheme());
            });
  }

  @Test
  void acceptsWhatItsOwnSignerMade() {
    subject
        .signing()
        .ifPresent(signing ->
            assertThat(
                    signing
                        .source()
                        .verifier()
                        .verify(signing.sign(genuine, subject.now()), subject.at(subject.now())))
                .isInstanceOf(Verdict.Genuine.class));
  }

  @Test
  void acceptsTheOldAndTheNewSecretDuringARotation() {
    for (Source rotating : subject.rotating()) {
      assertThat(secretThatProved(rotating, genuine)).isEqualTo(subject.secret().name());
      if (source.signatures().signer(subject.other()) instanceof Parsed.Good<Signer>(var signer)) {
        RawRequest other =
            Requests.withHeadersOf(genuine, signer.sign(genuine, "m-1", subject.now()));
        assertThat(secretThatProved(rotating, other)).isEqualTo(subject.other().name());
      }
    }
  }

  @Test
  void acceptsASecretFromItsFirstMomentAndNoMoreFromItsLast() {
    Instant now = subject.now();

    assertThat(within(now, Instant.MAX)).isInstanceOf(Verdict.Genuine.class);
    assertThat(within(Instant.MIN, now.plusNanos(1))).isInstanceOf(Verdict.Genuine.class);
    assertThat(within(now.plusNanos(1), Instant.MAX))
        .isEqualTo(new Verdict.Refused(Refusal.SECRET_NOT_VALID));
    assertThat(within(Instant.MIN, now)).isEqualTo(new Verdict.Refused(Refusal.SECRET_NOT_VALID));
  }

  /** The verdict where the right secret is valid for a time, and another one always. */
  private Verdict within(Instant from, Instant to) {
    NamedSecret timed =
        new NamedSecret(subject.secret().name(), subject.secret().value(), from, to);
    List<KeyedSecret> secrets = new ArrayList<>();
    secrets.add(KeyedSecret.of(source.signatures(), timed).orThrow());
    if (source.signatures().needsSecret()) {
      secrets.add(KeyedSecret.of(source.signatures(), subject.other()).orThrow());
    }
    return new SchemeVerifier(source.scheme(), secrets, List.of(), source.methods())
        .verify(genuine, subject.at(subject.now()));
  }

  @Test
  void takesNoEmptySecretAndNeverRepeatsOne() {
    for (String bad : List.of("", " ", "\t", "whsec_", "whpk_", "user:", "hunter2;\u00a7")) {
      if (source.signatures().prover(new NamedSecret("env:X", bad))
          instanceof Parsed.Bad<?>(String why)) {
        assertThat(why).doesNotContain("hunter2").isNotBlank();
      } else if (source.signatures().needsSecret()) {
        assertThat(bad).as("a secret that is taken").isNotBlank().hasSizeGreaterThan(4);
      }
    }
  }

  @Test
  void acceptsHeaderNamesInAnyCase() {
    for (boolean upper : List.of(true, false)) {
      List<String> lines = new ArrayList<>();
      genuine
          .headers()
          .forEach((name, value) ->
              lines.addAll(
                  List.of(
                      upper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT),
                      value)));
      RawRequest respelled =
          Requests.withHeaders(genuine, HeaderLines.of(lines.toArray(String[]::new)));
      assertThat(subject.verdict(respelled)).isInstanceOf(Verdict.Genuine.class);
    }
  }

  private String secretThatProved(Source by, RawRequest request) {
    return by.verifier().verify(request, subject.at(subject.now()))
            instanceof Verdict.Genuine(var hook)
        ? hook.secretName()
        : "none";
  }
}
