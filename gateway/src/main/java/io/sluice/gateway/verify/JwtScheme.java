package io.sluice.gateway.verify;

import static java.util.stream.Collectors.joining;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.exchange.TextStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * JSON Web Tokens whose claims speak of the request that they come with (RFC 7519).
 *
 * @param token where the token stands
 * @param prefix what stands before it, such as {@code "Bearer "}; may be empty
 * @param algorithms those that are accepted, the preferred one first
 * @param claims what it must say
 */
public record JwtScheme(
    Selector token, String prefix, List<JwtAlgorithm> algorithms, ClaimRules claims)
    implements SignatureScheme {

  /** The claims that are judged by the clock. */
  private static final Set<String> TIMES = Set.of("exp", "nbf");

  public JwtScheme {
    algorithms = List.copyOf(algorithms);
  }

  /** What makes the rules for claims useless, if anything. */
  public Optional<String> claimsFault() {
    if (claims.equal().keySet().stream().anyMatch(TIMES::contains)) {
      return Optional.of("exp and nbf are judged by the clock; remove them here");
    }
    return claims.equal().values().stream().anyMatch(t -> t.holdsHmac() || t.holdsTimestamp())
        ? Optional.of("a claim holds neither {timestamp} nor |hmac")
        : Optional.empty();
  }

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    Map<JwtAlgorithm, CheckingKey> keys = new EnumMap<>(JwtAlgorithm.class);
    List<String> reasons = new ArrayList<>();
    for (JwtAlgorithm algorithm : algorithms) {
      switch (algorithm.keyRule(secret).map(rule -> rule.checkingKey(secret)).orElse(null)) {
        case Parsed.Good<CheckingKey>(CheckingKey key) -> keys.put(algorithm, key);
        case Parsed.Bad<CheckingKey>(String why) -> reasons.add(why);
        case null -> reasons.add(otherKind());
      }
    }
    return keys.isEmpty()
        ? new Parsed.Bad<>(String.join(", and ", reasons.stream().distinct().toList()))
        : new Parsed.Good<>((request, now) -> prove(keys, request, now));
  }

  private String otherKind() {
    return "is no key for "
        + algorithms
        + ": a shared key is a text, a public one is PEM, and neither is taken for the other";
  }

  private Proof prove(
      Map<JwtAlgorithm, CheckingKey> keys, RawRequest request, Circumstances circumstances) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    String text = text(request, headers);
    if (headers.fault().isPresent()) {
      return new Proof.Refuted(headers.fault().get());
    }
    if (!text.startsWith(prefix)
        || !(CompactJws.parse(text.substring(prefix.length()))
            instanceof Parsed.Good<CompactJws>(CompactJws jws))) {
      return new Proof.Refuted(Refusal.MALFORMED_HEADER);
    }
    JwtAlgorithm algorithm = JwtAlgorithm.of(jws.algorithm()).orElse(null);
    if (algorithm == null || !algorithms.contains(algorithm)) {
      return new Proof.Refuted(Refusal.MALFORMED_HEADER);
    }
    Optional<Refusal> early = claims.fault(jws.claims(), circumstances.now());
    if (early.isPresent()) {
      return new Proof.Refuted(early.get());
    }
    return claims
        .difference(jws.claims(), request)
        .or(() -> signatureFault(algorithm, keys, jws))
        .<Proof>map(reason -> new Proof.Refuted(reason, claims.hashBody()))
        .orElseGet(Proof.Proven::new);
  }

  private String text(RawRequest request, LoneHeaders headers) {
    if (token instanceof Selector.Header(String name)) {
      return headers.value(name);
    }
    String text = token.text(request);
    if (text == null) {
      headers.note(Refusal.MISSING_HEADER);
    }
    return text == null ? "" : text;
  }

  private static Optional<Refusal> signatureFault(
      JwtAlgorithm algorithm, Map<JwtAlgorithm, CheckingKey> keys, CompactJws jws) {
    String text = jws.signature();
    byte[] signature =
        TextEncoding.BASE64URL.fits(text, algorithm.signatureBytes())
            ? TextEncoding.BASE64URL.decodeStrictly(text)
            : null;
    if (signature == null) {
      return Optional.of(Refusal.MALFORMED_HEADER);
    }
    CheckingKey key = keys.get(algorithm);
    return key != null && key.accepts(List.of(jws.signed()), List.of(signature))
        ? Optional.empty()
        : Optional.of(Refusal.BAD_SIGNATURE);
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    if (!(token instanceof Selector.Header(String header))) {
      return new Parsed.Bad<>("does not stand in a header");
    }
    List<String> reasons = new ArrayList<>();
    for (JwtAlgorithm algorithm : algorithms) {
      switch (algorithm.keyRule(secret).map(rule -> rule.signingKey(secret)).orElse(null)) {
        case Parsed.Good<SigningKey>(SigningKey key) -> {
          return new Parsed.Good<>(new JwtSigner(header, prefix, algorithm, key, claims));
        }
        case Parsed.Bad<SigningKey>(String why) -> reasons.add(why);
        case null -> reasons.add(otherKind());
      }
    }
    return new Parsed.Bad<>(String.join(", and ", reasons.stream().distinct().toList()));
  }

  /** Who reads a token can send it again until it expires. */
  @Override
  public Set<Selector> secretPlaces() {
    return Set.of(token);
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    return new Parsed.Good<>(
        new JwtScheme(token, prefix, algorithms, claims.withLeeway(tolerance)));
  }

  @Override
  public boolean covers(Selector place) {
    return isClaim(place) || claims.equal().values().stream().anyMatch(t -> t.holds(place));
  }

  private boolean isClaim(Selector place) {
    return place instanceof Selector.Inside(Selector outer, List<TextStep> steps)
        && outer.equals(token)
        && steps.getFirst() instanceof TextStep.Claim;
  }

  @Override
  public Explanation explain() {
    List<String> steps = new ArrayList<>();
    steps.add(
        "a JSON Web Token by "
            + algorithms.stream().map(Enum::name).collect(joining(" or "))
            + " in "
            + token
            + (prefix.isEmpty() ? "" : " after \"" + prefix + "\""));
    claims.equal().forEach((name, template) -> steps.add("its claim " + name + " is " + template));
    steps.add("its exp and nbf, give or take " + claims.leeway().toSeconds() + " s");
    return new Explanation(
        steps,
        claims.equal().values().stream().anyMatch(Template::holdsBody),
        claims.required().contains("exp"));
  }
}
