package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Signatures over the content, described wholly by data.
 *
 * @param ways the alternatives, the preferred one first; each secret belongs to the first one whose
 *     key it can be, and to those of the same kind, so that a public key never serves as a shared
 *     one
 */
public record SignedScheme(List<SignedWay> ways) implements SignatureScheme {

  public SignedScheme {
    ways = List.copyOf(ways);
  }

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    return firstThatFits(way -> way.key().checkingKey(secret).map(_ -> keyed(way.key(), secret)));
  }

  private Prover keyed(KeyRule rule, NamedSecret secret) {
    List<KeyedWay> keyed = new ArrayList<>();
    for (SignedWay way : ways) {
      if (way.key().sharesKeysWith(rule)
          && way.key().checkingKey(secret) instanceof Parsed.Good<CheckingKey>(CheckingKey key)) {
        keyed.add(new KeyedWay(way, key, way.facts()));
      }
    }
    return new KeyedWays(keyed);
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    return firstThatFits(way ->
        way.signature().header().isEmpty()
            ? new Parsed.Bad<>("signs within the body")
            : way.key()
                .signingKey(secret)
                .map(key -> (request, messageId, at) -> way.sign(key, request, messageId, at)));
  }

  /** The key that signs what answers to handshakes prove. */
  public Parsed<SigningKey> signingKey(NamedSecret secret) {
    return firstThatFits(way -> way.key().signingKey(secret));
  }

  private <T> Parsed<T> firstThatFits(Function<SignedWay, Parsed<T>> fit) {
    Set<String> reasons = new LinkedHashSet<>();
    for (SignedWay way : ways) {
      switch (fit.apply(way)) {
        case Parsed.Good<T> good -> {
          return good;
        }
        case Parsed.Bad<T>(String why) -> reasons.add(why);
      }
    }
    return new Parsed.Bad<>(String.join(", and ", reasons));
  }

  @Override
  public Set<Selector> secretPlaces() {
    return Set.of();
  }

  /**
   * Of a signature on an elliptic curve a second one can be made without the key, and one in a
   * header is made anew for each attempt. One that is a member of the body names it well.
   */
  @Override
  public Set<Selector> proofPlaces() {
    return ways.stream()
        .filter(way ->
            way.signature().header().isPresent()
                || way.key().algorithm().kind() == Algorithm.Kind.ELLIPTIC)
        .map(way -> way.signature().selector())
        .collect(Collectors.toSet());
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    if (ways.stream().allMatch(way -> way.timestamp().isEmpty())) {
      return new Parsed.Bad<>("this scheme signs no time that a tolerance could apply to");
    }
    return new Parsed.Good<>(
        new SignedScheme(ways.stream().map(way -> way.withTolerance(tolerance)).toList()));
  }

  @Override
  public boolean covers(Selector place) {
    return ways.stream().allMatch(way -> way.signed().holds(place));
  }

  @Override
  public Explanation explain() {
    return new Explanation(
        ways.stream().map(WayInWords::of).toList(),
        ways.stream().allMatch(way -> way.signed().holdsBody()),
        ways.stream()
            .allMatch(way -> way.timestamp().flatMap(TimestampRule::tolerance).isPresent()));
  }

  /** A way, the key that a secret is for it, and its {@link SignedWay#facts}. */
  private record KeyedWay(SignedWay way, CheckingKey key, Set<String> facts) {}

  /** The ways that one secret belongs to. */
  private record KeyedWays(List<KeyedWay> ways) implements Prover {

    /**
     * The first way that the request uses decides, together with those that read the same headers.
     * Otherwise a request signed in one way could carry the unsigned headers of another, such as a
     * different event id.
     */
    @Override
    public Proof prove(RawRequest request, Circumstances circumstances) {
      for (KeyedWay keyed : ways) {
        if (keyed.way().isUsedBy(request)) {
          return proveByThoseLike(keyed.facts(), request, circumstances.now());
        }
      }
      return new Proof.Refuted(Refusal.MISSING_HEADER);
    }

    private Proof proveByThoseLike(Set<String> facts, RawRequest request, Instant now) {
      Proof.Refuted furthest = new Proof.Refuted(Refusal.MISSING_HEADER);
      for (KeyedWay keyed : ways) {
        if (keyed.facts().equals(facts)) {
          switch (keyed.way().prove(keyed.key(), request, now)) {
            case Proof.Refuted refuted -> furthest = furthest.and(refuted);
            case Proof.Proven proven -> {
              return proven;
            }
            case Proof.Wanting wanting -> {
              return wanting;
            }
          }
        }
      }
      return furthest;
    }
  }
}
