package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.verify.SchemeVerifier;
import io.sluice.gateway.verify.SchemeVerifier.KeyedSecret;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.TokenScheme;
import io.sluice.gateway.verify.Verdict;
import io.sluice.gateway.verify.Verifier;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends the genuine requests of each source to every other one. */
class SchemeMixupTest {

  private static final List<Subject> ALL = Subject.all().toList();

  static Stream<Subject> cases() {
    return ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void refusesARequestOfAnotherSourceWithItsOwnSecret(Subject theirs) {
    for (Subject subject : ALL) {
      boolean sameSecret = subject.secret().value().equals(theirs.secret().value());
      if (!subject.equals(theirs)
          && !(sameSecret && !subject.source().signatures().needsSecret())) {
        Source source = sameSecret ? subject.strange() : subject.source();
        assertThat(isAccepted(source.verifier(), theirs)).as("%s accepts", subject).isFalse();
      }
    }
  }

  /** Whoever gives one secret to two providers must not have them take each other's requests. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void refusesARequestOfAnotherSchemeEvenUnderTheSameSecret(Subject theirs) {
    for (Subject subject : ALL) {
      SignatureScheme ours = subject.source().signatures();
      boolean isMeant = canShare(ours, theirs.source().signatures());
      if (!isMeant
          && ours.needsSecret()
          && KeyedSecret.of(ours, theirs.secret())
              instanceof Parsed.Good<KeyedSecret>(KeyedSecret same)) {
        Verifier verifier =
            new SchemeVerifier("other", List.of(same), List.of(), subject.source().methods());
        assertThat(isAccepted(verifier, theirs)).as("%s accepts", subject).isFalse();
      }
    }
  }

  private static boolean isAccepted(Verifier verifier, Subject theirs) {
    Verdict verdict = verifier.verify(theirs.genuine(), theirs.at(theirs.now()));
    return Attempts.isAccepted(verdict);
  }

  /** Whether the two have a way of proving in common, as those have that follow one standard. */
  private static boolean canShare(SignatureScheme ours, SignatureScheme theirs) {
    return ours.getClass() == theirs.getClass()
        && facets(ours).anyMatch(facet -> facets(theirs).anyMatch(facet::equals));
  }

  /** What tells ways apart, whatever the age that they allow. */
  private static Stream<List<Object>> facets(SignatureScheme scheme) {
    return switch (scheme) {
      case SignedScheme(List<SignedWay> ways) ->
          ways.stream()
              .map(way ->
                  List.of(
                      way.key().algorithm(),
                      way.signature().toString().toLowerCase(Locale.ROOT),
                      way.layout(),
                      way.encoding(),
                      way.signed().toString(),
                      way.timestamp().map(rule -> rule.place()),
                      way.each()));
      case TokenScheme token -> token.places().stream().map(place -> List.of(place.at()));
      default -> Stream.of(scheme.explain().steps().stream().map(Object.class::cast).toList());
    };
  }
}
