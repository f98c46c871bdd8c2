package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Signatures over the content, described wholly by data.
 *
 * @param ways the alternatives, the preferred one first; each secret belongs to the first one whose
 *     key it can be, so that a public key never serves as a shared one
 */
public record SignedScheme(List<SignedWay> ways) implements SignatureScheme {

  public SignedScheme {
    ways = List.copyOf(ways);
  }

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    return firstThatFits(
        way -> way.key().checkingKey(secret).map(key -> new KeyedWays(key, waysOf(way.key()))));
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    return firstThatFits(way ->
        way.key()
            .signingKey(secret)
            .map(key -> (messageId, at, body) -> way.sign(key, messageId, at, body)));
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

  private List<SignedWay> waysOf(KeyRule rule) {
    return ways.stream().filter(way -> way.key().equals(rule)).toList();
  }

  @Override
  public Set<String> secretHeaders() {
    return Set.of();
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    if (ways.stream().allMatch(way -> way.timestamp().isEmpty())) {
      return new Parsed.Bad<>("this scheme signs no time that a tolerance could apply to");
    }
    return new Parsed.Good<>(
        new SignedScheme(ways.stream().map(way -> way.withTolerance(tolerance)).toList()));
  }

  /** The ways that one key belongs to. */
  private record KeyedWays(CheckingKey key, List<SignedWay> ways) implements Prover {

    /**
     * The first way whose headers the request uses decides. Otherwise a request signed in one way
     * could carry the unsigned headers of another, such as a different event id.
     */
    @Override
    public Proof prove(RawRequest request, Instant now) {
      for (SignedWay way : ways) {
        if (way.isUsedBy(request)) {
          return way.prove(key, request, now);
        }
      }
      return new Proof.Refuted(Refusal.MISSING_HEADER);
    }
  }
}
