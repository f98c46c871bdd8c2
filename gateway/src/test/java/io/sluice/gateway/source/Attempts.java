package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Verdict;

/** Changed copies of a genuine request, tried on its source. */
final class Attempts {

  private final Source source;
  private final Circumstances circumstances;
  private final Coverage coverage;

  Attempts(Subject subject, Coverage coverage) {
    this.source = subject.source();
    this.circumstances = subject.at(subject.now());
    this.coverage = coverage;
  }

  Verdict verdict(RawRequest request) {
    return source.verifier().verify(request, circumstances);
  }

  /** Whether the sender is told that all is well. */
  boolean accepts(RawRequest request) {
    return isAccepted(verdict(request));
  }

  static boolean isAccepted(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Genuine _, Verdict.Handshake _ -> true;
      case Verdict.Refused _, Verdict.Wanting _ -> false;
    };
  }

  void refuses(RawRequest request, String attack) {
    assertThat(accepts(request)).as("accepts %s", attack).isFalse();
  }

  /** Nothing that is covered may read otherwise in what is accepted. */
  void refusesUnlessHarmless(RawRequest request, String attack) {
    if (accepts(request)) {
      assertThat(coverage.difference(request))
          .as("what was changed by an accepted request: %s", attack)
          .isEmpty();
    }
  }
}
