package io.sluice.gateway.source;

import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.Signer;
import io.sluice.gateway.verify.Verifier;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One sender of webhooks, with all that is needed to take its requests.
 *
 * @param name the name in the path and in the topic
 * @param scheme the name of the scheme, such as {@code github}
 * @param verifier proves its requests
 * @param signatures the scheme itself, without its secrets
 * @param signer makes genuine requests, where the secrets suffice; public keys do not
 * @param naming where its requests say what event they are
 * @param topic where its events go
 * @param format what the value of its records is
 * @param bodyBytesMax the largest body that is taken
 * @param ackDeadline how long it may wait for an answer
 * @param answerStatus the status that says that an event is stored
 */
public record Source(
    String name,
    String scheme,
    Verifier verifier,
    SignatureScheme signatures,
    Optional<Signer> signer,
    EventNaming naming,
    String topic,
    WireFormat format,
    int bodyBytesMax,
    Duration ackDeadline,
    int answerStatus) {

  /** Names, in lower case, of headers that carry the secret itself and must never be stored. */
  public Set<String> secretHeaders() {
    return signatures.secretHeaders();
  }

  /** What a refused sender is asked for in {@code WWW-Authenticate}, where its scheme has that. */
  public Optional<String> challenge() {
    return scheme.equals("basic")
        ? Optional.of("Basic realm=\"sluice\", charset=\"UTF-8\"")
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Source[" + name + " by " + scheme + " to " + topic + "]";
  }
}
