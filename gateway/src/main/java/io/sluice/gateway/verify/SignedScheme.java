package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
    Parsed<Prover> last = new Parsed.Bad<>("has no scheme");
    for (SignedWay way : ways) {
      last = way.key().checkingKey(secret).map(key -> new KeyedWays(key, waysOf(way.key())));
      if (last instanceof Parsed.Good) {
        return last;
      }
    }
    return last;
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    Parsed<Signer> last = new Parsed.Bad<>("has no scheme");
    for (SignedWay way : ways) {
      last =
          way.key()
              .signingKey(secret)
              .map(key -> (messageId, at, body) -> way.sign(key, messageId, at, body));
      if (last instanceof Parsed.Good) {
        return last;
      }
    }
    return last;
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
