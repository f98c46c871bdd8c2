package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.time.Duration;
import java.util.Set;

/** One way in which senders prove that a request is theirs. */
public interface SignatureScheme {

  /** This scheme with a secret; the text of a failure never repeats the secret. */
  Parsed<Prover> prover(NamedSecret secret);

  /** The sender's side of this scheme; the text of a failure never repeats the secret. */
  Parsed<Signer> signer(NamedSecret secret);

  /** Names, in lower case, of headers that carry the secret itself and must never be stored. */
  Set<String> secretHeaders();

  /** This scheme with another tolerance for signed times, if it signs a time. */
  Parsed<SignatureScheme> withTolerance(Duration tolerance);
}
