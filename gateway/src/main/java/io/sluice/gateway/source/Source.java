package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.Signer;
import io.sluice.gateway.verify.Verifier;
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
 * @param publicUrl the URL that senders call, without path behind the source, where it is
 *     configured
 * @param methods the HTTP methods that anything is answered to
 * @param naming where its requests say what event they are
 * @param deduplicate whether an event that was stored lately is not stored again
 * @param provenIds the rules for ids that tell an event apart by themselves: what they find nobody
 *     but a holder of the secret can change, and it is not that of one element of a list
 * @param topic where its events go
 * @param format what the value of its records is
 * @param ack where an event must be durable before its sender is told yes
 * @param settings how it is answered
 * @param limits what it may send
 * @param payload what its bodies must be like
 */
public record Source(
    String name,
    String scheme,
    Verifier verifier,
    SignatureScheme signatures,
    Optional<Signer> signer,
    Optional<String> publicUrl,
    Set<String> methods,
    EventNaming naming,
    boolean deduplicate,
    Set<NameRule> provenIds,
    String topic,
    WireFormat format,
    Ack ack,
    Provider.Defaults settings,
    SourceLimits limits,
    PayloadRules payload) {

  /** Headers and query parameters that carry the secret itself and must never be stored. */
  public Set<Selector> secretPlaces() {
    return signatures.secretPlaces();
  }

  /** The largest body that is taken. */
  public int bodyBytesMax() {
    return settings.bodyBytesMax();
  }

  /** Whether this only stands in for a source that does not exist. */
  public boolean isDecoy() {
    return name.isEmpty();
  }

  @Override
  public String toString() {
    return "Source[" + name + " by " + scheme + " to " + topic + "]";
  }
}
