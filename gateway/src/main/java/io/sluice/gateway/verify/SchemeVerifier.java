package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;
import java.time.Instant;
import java.util.List;

/**
 * Verifies by a scheme, with any number of secrets of which one must fit. Without a secret it
 * refuses everything.
 */
public final class SchemeVerifier implements Verifier {

  private final String scheme;
  private final List<NamedProver> provers;
  private final List<Handshake> handshakes;

  /** A prover and the name of its secret. */
  public record NamedProver(String secretName, Prover prover) {}

  /** Makes a verifier that reports {@code scheme} as its name. */
  public SchemeVerifier(String scheme, List<NamedProver> provers, List<Handshake> handshakes) {
    this.scheme = scheme;
    this.provers = List.copyOf(provers);
    this.handshakes = List.copyOf(handshakes);
  }

  @Override
  public Verdict verify(RawRequest request, Instant now) {
    Refusal furthest = Refusal.MISSING_HEADER;
    for (NamedProver candidate : provers) {
      switch (candidate.prover().prove(request, now)) {
        case Proof.Proven() -> {
          return genuine(request, candidate.secretName());
        }
        case Proof.Refuted(Refusal reason) ->
            furthest = reason.compareTo(furthest) > 0 ? reason : furthest;
      }
    }
    return new Verdict.Refused(furthest);
  }

  private Verdict genuine(RawRequest request, String secretName) {
    for (Handshake handshake : handshakes) {
      if (handshake.concerns(request)) {
        return handshake.answer(request);
      }
    }
    return new Verdict.Genuine(new VerifiedHook(request, scheme, secretName));
  }
}
