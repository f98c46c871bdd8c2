package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.TimestampRule;
import io.sluice.gateway.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that every scheme lets through what is true, under every secret and at every time. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeAcceptanceTest {

  private final SchemeCase subject;
  private final Source source;
  private final Instant at;
  private final RawRequest genuine;

  SchemeAcceptanceTest(SchemeCase subject) {
    this.subject = subject;
    this.source = subject.source();
    this.at = subject.at();
    this.genuine = subject.signed(at);
  }

  static Stream<SchemeCase> cases() {
    return SchemeCase.all();
  }

  @Test
  void acceptsTheRecordedRequestAndNamesIt() {
    assertThat(verdict(subject.request()))
        .isInstanceOfSatisfying(
            Verdict.Genuine.class,
            verdict -> {
              assertThat(verdict.hook().request()).isSameAs(subject.request());
              assertThat(verdict.hook().secretName()).isEqualTo("env:SECRET");
              assertThat(verdict.hook().scheme()).isEqualTo(source.scheme());
            });
    assertThat(named(source.naming().type())).isEqualTo(subject.expected("type"));
    assertThat(named(source.naming().id())).isEqualTo(subject.expected("id"));
    assertThat(named(source.naming().key())).isEqualTo(subject.expected("key"));
  }

  @Test
  void acceptsWhatItsOwnSignerMade() {
    assertAccepted(genuine, at);
  }

  @Test
  void acceptsTheOldAndTheNewSecretDuringARotation() {
    for (String secrets : List.of("[env:OTHER, env:SECRET]", "[env:SECRET, env:OTHER]")) {
      Source rotating = subject.source(secrets);
      assertThat(secretThatProved(rotating, genuine)).contains("env:SECRET");
      subject
          .source("[env:OTHER]")
          .signer()
          .map(signer -> signer.sign(genuine, "m-1", at))
          .map(headers -> Requests.withHeadersOf(genuine, headers))
          .ifPresent(other -> assertThat(secretThatProved(rotating, other)).contains("env:OTHER"));
    }
  }

  @Test
  void acceptsTimesUpToTheToleranceAndNoFurther() {
    timestamp()
        .ifPresent(rule -> {
          Duration limit = rule.tolerance().orElseThrow().past();
          Duration more =
              limit.plus(
                  rule.format() == TimestampRule.Format.SECONDS
                      ? Duration.ofSeconds(1)
                      : Duration.ofMillis(1));
          assertAccepted(subject.signed(at.minus(limit)), at);
          assertAccepted(subject.signed(at.plus(limit)), at);
          assertThat(verdict(subject.signed(at.minus(more))))
              .isEqualTo(new Verdict.Refused(Refusal.STALE_TIMESTAMP));
          assertThat(verdict(subject.signed(at.plus(more))))
              .isEqualTo(new Verdict.Refused(Refusal.FUTURE_TIMESTAMP));
        });
  }

  @Test
  void takesNoEmptySecretAndNeverRepeatsOne() {
    for (String bad : List.of("", " ", "\t", "whsec_", "whpk_", "user:", "hunter2;\u00a7")) {
      if (source.signatures().prover(new NamedSecret("env:X", bad))
          instanceof Parsed.Bad<?>(String why)) {
        assertThat(why).doesNotContain("hunter2").isNotBlank();
      } else {
        assertThat(bad).as("a secret that is taken").isNotBlank().hasSizeGreaterThan(4);
      }
    }
  }

  @Test
  void acceptsHeaderNamesInAnyCase() {
    for (boolean upper : List.of(true, false)) {
      String[] lines =
          subject.proofLines().entrySet().stream()
              .flatMap(line ->
                  Stream.of(
                      upper
                          ? line.getKey().toUpperCase(Locale.ROOT)
                          : line.getKey().toLowerCase(Locale.ROOT),
                      line.getValue()))
              .toArray(String[]::new);
      assertAccepted(Requests.withHeaders(genuine, HeaderLines.of(lines)), at);
    }
  }

  private Verdict verdict(RawRequest request) {
    return source.verifier().verify(request, Circumstances.at(at));
  }

  private void assertAccepted(RawRequest request, Instant now) {
    assertThat(source.verifier().verify(request, Circumstances.at(now)))
        .isInstanceOf(Verdict.Genuine.class);
  }

  private Optional<String> secretThatProved(Source by, RawRequest request) {
    return by.verifier().verify(request, Circumstances.at(at)) instanceof Verdict.Genuine(var hook)
        ? Optional.of(hook.secretName())
        : Optional.empty();
  }

  private Optional<TimestampRule> timestamp() {
    return subject.ways().stream().findFirst().flatMap(SignedWay::timestamp);
  }

  private String named(List<NameRule> rules) {
    return rules.stream()
        .map(rule -> Optional.ofNullable(rule.find(subject.request())))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }
}
