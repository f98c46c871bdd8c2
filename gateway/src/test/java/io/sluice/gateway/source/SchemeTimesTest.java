package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.JwtScheme;
import io.sluice.gateway.verify.Layout;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.Proof;
import io.sluice.gateway.verify.Prover;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.TimestampRule;
import io.sluice.gateway.verify.TokenScheme;
import io.sluice.gateway.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays genuine requests again later, and earlier, than they may come. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeTimesTest {

  private static final Duration EPOCHS = Duration.ofDays(20_000);

  private final Subject subject;
  private final Source source;
  private final RawRequest genuine;

  SchemeTimesTest(Subject subject) {
    this.subject = subject;
    this.source = subject.source();
    this.genuine = subject.genuine();
  }

  static Stream<Subject> cases() {
    return Subject.all();
  }

  /** The clock moves, the request does not. */
  @Test
  void acceptsASignedTimeUpToItsToleranceAndNoFurther() {
    provingWay()
        .flatMap(SignedWay::timestamp)
        .flatMap(TimestampRule::tolerance)
        .ifPresent(tolerance -> {
          SignedWay way = provingWay().orElseThrow();
          Instant signed = time(way, way.timestamp().orElseThrow());
          Duration more = step(way.timestamp().orElseThrow());
          assertAccepted(signed.plus(tolerance.past()));
          assertAccepted(signed.minus(tolerance.future()));
          assertRefused(Refusal.STALE_TIMESTAMP, signed.plus(tolerance.past()).plus(more));
          assertRefused(Refusal.FUTURE_TIMESTAMP, signed.minus(tolerance.future()).minus(more));
          assertRefused(Refusal.STALE_TIMESTAMP, signed.plus(EPOCHS));
          assertRefused(Refusal.FUTURE_TIMESTAMP, Instant.EPOCH);
        });
  }

  /** The request moves, the clock does not. */
  @Test
  void signedAnewItIsAcceptedUpToTheToleranceAndNoFurther() {
    Optional<SignedWay> first =
        source.signatures() instanceof SignedScheme(List<SignedWay> ways)
            ? Optional.of(ways.getFirst())
            : Optional.empty();
    first
        .flatMap(SignedWay::timestamp)
        .filter(rule -> rule.tolerance().isPresent() && isWrittenBySigners(rule.place()))
        .ifPresent(rule -> subject.signing().ifPresent(signing -> assertEdges(rule, signing)));
  }

  /** A signer writes headers and leaves the body as it is. */
  private static boolean isWrittenBySigners(TimestampRule.Place place) {
    return switch (place) {
      case TimestampRule.Place.InItem _ -> true;
      case TimestampRule.Place.At(Selector at) -> at instanceof Selector.Header;
    };
  }

  private void assertEdges(TimestampRule rule, Subject.Signing signing) {
    Instant now = subject.now();
    Duration past = rule.tolerance().orElseThrow().past();
    Duration future = rule.tolerance().orElseThrow().future();
    assertThat(signedAt(signing, now.minus(past))).isInstanceOf(Verdict.Genuine.class);
    assertThat(signedAt(signing, now.plus(future))).isInstanceOf(Verdict.Genuine.class);
    assertThat(signedAt(signing, now.minus(past).minus(step(rule))))
        .isEqualTo(new Verdict.Refused(Refusal.STALE_TIMESTAMP));
    assertThat(signedAt(signing, now.plus(future).plus(step(rule))))
        .isEqualTo(new Verdict.Refused(Refusal.FUTURE_TIMESTAMP));
  }

  @Test
  void acceptsATokenUntilItExpires() {
    if (source.signatures() instanceof JwtScheme jwt) {
      String claim = Selector.parse(jwt.token() + "#jwt:exp").orThrow().text(genuine);
      Instant end =
          Instant.ofEpochSecond(Long.parseLong(Objects.requireNonNull(claim)))
              .plus(jwt.claims().leeway());

      assertAccepted(end.minusSeconds(1));
      assertRefused(Refusal.STALE_TIMESTAMP, end);
      assertRefused(Refusal.STALE_TIMESTAMP, end.plus(EPOCHS));
    }
  }

  @Test
  void tellsOperatorsWhetherOldRequestsAreRefused() {
    boolean told = source.signatures().explain().limitsAge();
    Verdict later = at(subject.now().plus(EPOCHS));

    if (told) {
      assertThat(later).isEqualTo(new Verdict.Refused(Refusal.STALE_TIMESTAMP));
    } else if (source.signatures() instanceof TokenScheme) {
      assertThat(later).isInstanceOf(Verdict.Genuine.class);
    }
  }

  private Optional<SignedWay> provingWay() {
    return source.signatures() instanceof SignedScheme(List<SignedWay> ways)
        ? ways.stream().filter(way -> proves(way, subject.secret())).findFirst()
        : Optional.empty();
  }

  private boolean proves(SignedWay way, NamedSecret secret) {
    return new SignedScheme(List.of(way)).prover(secret)
            instanceof Parsed.Good<Prover>(Prover prover)
        && prover.prove(genuine, subject.at(subject.now())) instanceof Proof.Proven;
  }

  private Instant time(SignedWay way, TimestampRule rule) {
    String text =
        switch (rule.place()) {
          case TimestampRule.Place.At(Selector place) -> place.text(genuine);
          case TimestampRule.Place.InItem(String name) -> item(way.layout(), name, way);
        };
    return switch (rule.format()) {
      case SECONDS -> Instant.ofEpochSecond(Long.parseLong(Objects.requireNonNull(text)));
      case MILLIS -> Instant.ofEpochMilli(Long.parseLong(Objects.requireNonNull(text)));
      case RFC3339 -> Instant.parse(Objects.requireNonNull(text));
    };
  }

  private String item(Layout layout, String name, SignedWay way) {
    String line = genuine.headers().all(way.signature().header().orElseThrow()).getFirst();
    return layout.items(line, name).getFirst();
  }

  private static Duration step(TimestampRule rule) {
    return rule.format() == TimestampRule.Format.MILLIS
        ? Duration.ofMillis(1)
        : Duration.ofSeconds(1);
  }

  private Verdict signedAt(Subject.Signing signing, Instant time) {
    return signing
        .source()
        .verifier()
        .verify(signing.sign(genuine, time), subject.at(subject.now()));
  }

  private Verdict at(Instant now) {
    return source.verifier().verify(genuine, subject.at(now));
  }

  private void assertAccepted(Instant now) {
    assertThat(at(now)).as("at %s", now).isInstanceOf(Verdict.Genuine.class);
  }

  private void assertRefused(Refusal reason, Instant now) {
    assertThat(at(now)).as("at %s", now).isEqualTo(new Verdict.Refused(reason));
  }
}
