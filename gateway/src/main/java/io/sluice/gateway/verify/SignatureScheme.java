package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.util.Set;

/** One way in which senders prove that a request is theirs. */
public interface SignatureScheme {

  /** Whether a source has secrets of it; otherwise its prover is made with any secret at all. */
  default boolean needsSecret() {
    return true;
  }

  /** This scheme with a secret; the text of a failure never repeats the secret. */
  Parsed<Prover> prover(NamedSecret secret);

  /** The sender's side of this scheme; the text of a failure never repeats the secret. */
  Parsed<Signer> signer(NamedSecret secret);

  /** Headers and query parameters that carry the secret itself and must never be stored. */
  Set<Selector> secretPlaces();

  /** The places whose texts tell no event from another: another one would be as right. */
  default Set<Selector> proofPlaces() {
    return secretPlaces();
  }

  /** This scheme with another tolerance for signed times, if it signs a time. */
  Parsed<SignatureScheme> withTolerance(Duration tolerance);

  /** Whether nobody but a holder of the secret can change what stands at this place. */
  boolean covers(Selector place);

  /** What an operator should know of it. */
  Explanation explain();
}
