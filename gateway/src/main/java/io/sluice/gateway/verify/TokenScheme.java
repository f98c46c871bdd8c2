package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A secret that is sent along as it is. It proves the sender and says nothing about the body.
 *
 * @param places where it may stand; the first of them that has a text decides
 * @param each the list of which every element carries the secret, if there is one
 */
public record TokenScheme(List<Place> places, Optional<BodyPointer> each)
    implements SignatureScheme {

  private static final int ELEMENTS_MAX = 1000;

  /**
   * One place of the secret.
   *
   * @param at the place
   * @param prefix what stands before the secret, such as {@code "Bearer "}; may be empty
   */
  public record Place(Selector at, String prefix) {

    /** What stands there for a secret, which may be configured with the prefix or without. */
    private String with(String secret) {
      return secret.startsWith(prefix) ? secret : prefix + secret;
    }
  }

  public TokenScheme {
    places = List.copyOf(places);
  }

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    if (secret.value().isBlank()) {
      return new Parsed.Bad<>("is empty");
    }
    return new Parsed.Good<>((request, _) -> prove(request, secret.value()));
  }

  private Proof prove(RawRequest request, String secret) {
    if (each.isEmpty()) {
      return proveAt(places, request, secret);
    }
    int elements = 0;
    while (each.get().element(elements).exists(request.content())) {
      int index = elements++;
      List<Place> here =
          places.stream().map(p -> new Place(p.at().atElement(index), p.prefix())).toList();
      if (elements > ELEMENTS_MAX || proveAt(here, request, secret) instanceof Proof.Refuted) {
        return new Proof.Refuted(Refusal.BAD_SIGNATURE);
      }
    }
    return elements == 0 ? new Proof.Refuted(Refusal.MISSING_HEADER) : new Proof.Proven();
  }

  private static Proof proveAt(List<Place> places, RawRequest request, String secret) {
    for (Place place : places) {
      if (place.at() instanceof Selector.Header(String name)) {
        if (!request.headers().all(name).isEmpty()) {
          return proveInHeader(name, request, place.with(secret));
        }
      } else {
        String text = place.at().text(request);
        if (text != null) {
          return compared(text.getBytes(UTF_8), place.with(secret));
        }
      }
    }
    return new Proof.Refuted(Refusal.MISSING_HEADER);
  }

  private static Proof proveInHeader(String name, RawRequest request, String right) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    String value = headers.value(name);
    Optional<Refusal> fault = headers.fault();
    return fault.isPresent()
        ? new Proof.Refuted(fault.get())
        : compared(value.getBytes(ISO_8859_1), right);
  }

  private static Proof compared(byte[] offered, String right) {
    return MessageDigest.isEqual(offered, right.getBytes(UTF_8))
        ? new Proof.Proven()
        : new Proof.Refuted(Refusal.BAD_SIGNATURE);
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    if (secret.value().isBlank()) {
      return new Parsed.Bad<>("is empty");
    }
    for (Place place : places) {
      if (place.at() instanceof Selector.Header(String name)) {
        String value = new String(place.with(secret.value()).getBytes(UTF_8), ISO_8859_1);
        return new Parsed.Good<>((request, messageId, at) -> HeaderLines.of(name, value));
      }
    }
    return new Parsed.Bad<>("does not stand in a header");
  }

  /** A body is stored as it came, even where it holds the secret. */
  @Override
  public Set<Selector> secretPlaces() {
    return places.stream().map(Place::at).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    return new Parsed.Bad<>("a token signs no time that a tolerance could apply to");
  }

  @Override
  public boolean covers(Selector place) {
    return false;
  }

  @Override
  public Explanation explain() {
    return new Explanation(
        places.stream()
            .map(place -> "a secret that is sent along in " + place.at() + " as it is")
            .toList(),
        false,
        false);
  }
}
