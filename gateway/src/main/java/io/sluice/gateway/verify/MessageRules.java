package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is demanded of a message signature beside that it is right.
 *
 * @param label what it must be called, if that matters
 * @param components what it must cover
 * @param parameters what must be said about it, such as {@code created}
 * @param bodyCovered whether it must cover the digest of a body, where there is one
 * @param age how old it may be
 * @param ahead how far its time may lie ahead, where that differs from {@code age}
 */
public record MessageRules(
    Optional<String> label,
    List<MessageComponent> components,
    List<String> parameters,
    boolean bodyCovered,
    Duration age,
    Optional<Duration> ahead) {

  static final MessageComponent DIGEST = MessageComponent.parse(ContentDigest.HEADER).orThrow();

  public MessageRules {
    components = List.copyOf(components);
    parameters = List.copyOf(parameters);
  }

  /** The parameters that may be demanded. */
  public static List<String> knownParameters() {
    return List.of("created", "expires", "keyid", "alg", "nonce", "tag");
  }

  boolean concern(MessageSignature signature) {
    return label.map(signature.label()::equals).orElse(true);
  }

  /** Why this signature would not be accepted with any body, even if it were right, if so. */
  Optional<Refusal> fault(MessageSignature signature, RawRequest request, Instant now) {
    return signature.parameters().keySet().containsAll(parameters)
        ? timeFault(signature, now.getEpochSecond())
            .or(() ->
                coversEnough(signature, request)
                    ? Optional.empty()
                    : Optional.of(Refusal.UNMET_DEMAND))
        : Optional.of(Refusal.MISSING_HEADER);
  }

  private Optional<Refusal> timeFault(MessageSignature signature, long now) {
    long oldest = now - age.toSeconds();
    long newest = now + ahead.orElse(age).toSeconds();
    if (signature.seconds("created").filter(created -> created < oldest).isPresent()
        || signature.seconds("expires").filter(expires -> expires < now).isPresent()) {
      return Optional.of(Refusal.STALE_TIMESTAMP);
    }
    return signature.seconds("created").filter(created -> created > newest).isPresent()
        ? Optional.of(Refusal.FUTURE_TIMESTAMP)
        : Optional.empty();
  }

  private boolean coversEnough(MessageSignature signature, RawRequest request) {
    boolean bodyMustBe = bodyCovered && request.body().length > 0;
    return components.stream().allMatch(signature::covers)
        && (!bodyMustBe || signature.covers(DIGEST));
  }

  /** A digest that is covered is compared in any case; one that is not proves nothing. */
  Proof judgeBody(MessageSignature signature, RawRequest request) {
    return signature.covers(DIGEST) ? ContentDigest.judge(request) : new Proof.Proven();
  }

  /** Whether every signature covers the header of this name. */
  boolean coverField(String name) {
    return components.stream().anyMatch(c -> c.name().equalsIgnoreCase(name) && c.key().isEmpty());
  }

  /** Whether every signature covers one of these components. */
  boolean coverAny(String... names) {
    return components.stream().anyMatch(c -> List.of(names).contains(c.name()));
  }

  boolean coverQueryParam(String name) {
    String encoded = ComponentValues.encoded(name);
    return components.stream().anyMatch(c -> c.queryParam().filter(encoded::equals).isPresent());
  }

  boolean coverBody() {
    return bodyCovered || coverField(ContentDigest.HEADER);
  }

  MessageRules withAge(Duration other) {
    return new MessageRules(label, components, parameters, bodyCovered, other, ahead);
  }
}
