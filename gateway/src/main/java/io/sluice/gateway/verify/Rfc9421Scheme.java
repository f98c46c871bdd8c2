package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530). Each secret is one key with
 * its name.
 */
public record Rfc9421Scheme(MessageRules rules) implements SignatureScheme {

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    return switch (MessageKey.parse(secret)) {
      case Parsed.Bad<MessageKey>(String why) -> new Parsed.Bad<>(why);
      case Parsed.Good<MessageKey>(MessageKey key) ->
          key.checkingKey()
              .map(checking -> (request, now) -> prove(key, checking, request, now.now()));
    };
  }

  /** One right signature suffices, whatever else the message carries. */
  private Proof prove(MessageKey key, CheckingKey checking, RawRequest request, Instant now) {
    if (request.headers().all(MessageSignature.INPUT).isEmpty()
        || request.headers().all(MessageSignature.SIGNATURE).isEmpty()) {
      return new Proof.Refuted(Refusal.MISSING_HEADER);
    }
    if (!(MessageSignature.all(request)
        instanceof Parsed.Good<List<MessageSignature>>(List<MessageSignature> all))) {
      return new Proof.Refuted(Refusal.MALFORMED_HEADER);
    }
    Proof.Refuted furthest = new Proof.Refuted(Refusal.MISSING_HEADER);
    for (MessageSignature signature : all) {
      if (rules.concern(signature)) {
        switch (prove(signature, key, checking, request, now)) {
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

  /** First the grammar, then what is demanded, and only then the signature. */
  private Proof prove(
      MessageSignature signature,
      MessageKey key,
      CheckingKey checking,
      RawRequest request,
      Instant now) {
    LoneHeaders faults = new LoneHeaders(request.headers());
    byte[] base = signature.base(new ComponentValues(request, faults)).getBytes(US_ASCII);
    Optional<Refusal> early = faults.fault().or(() -> rules.fault(signature, request, now));
    if (early.isPresent()) {
      return new Proof.Refuted(early.get());
    }
    Proof body = rules.judgeBody(signature, request);
    if (body instanceof Proof.Refuted) {
      return body;
    }
    return key.fits(signature.text("keyid"), signature.text("alg"))
            && checking.accepts(List.of(base), List.of(signature.signature()))
        ? body
        : new Proof.Refuted(Refusal.BAD_SIGNATURE, signature.covers(MessageRules.DIGEST));
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    return switch (MessageKey.parse(secret)) {
      case Parsed.Bad<MessageKey>(String why) -> new Parsed.Bad<>(why);
      case Parsed.Good<MessageKey>(MessageKey key) ->
          key.signingKey().map(signing -> new MessageSigner(rules, key, signing));
    };
  }

  @Override
  public Set<Selector> secretPlaces() {
    return Set.of();
  }

  /** Whoever adds a signature of another key changes both headers, and the message stays right. */
  @Override
  public Set<Selector> proofPlaces() {
    return Set.of(
        new Selector.Header(MessageSignature.INPUT),
        new Selector.Header(MessageSignature.SIGNATURE));
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    return new Parsed.Good<>(new Rfc9421Scheme(rules.withAge(tolerance)));
  }

  @Override
  public boolean covers(Selector place) {
    return switch (place) {
      case Selector.Inside(Selector outer, _) -> covers(outer);
      case Selector.Header(String name) -> rules.coverField(name);
      case Selector.Query(String name) ->
          rules.coverAny("@target-uri", "@query", "@request-target") || rules.coverQueryParam(name);
      case Selector.PathSegment _ -> rules.coverAny("@target-uri", "@path", "@request-target");
      case Selector.Body _,
          Selector.Form _,
          Selector.Multipart _,
          Selector.Xml _,
          Selector.MemberBesides _ ->
          rules.coverBody();
    };
  }

  @Override
  public Explanation explain() {
    List<String> steps = new ArrayList<>();
    steps.add(
        "an HTTP Message Signature"
            + rules.label().map(label -> " with the label " + label).orElse("")
            + ", by the key and algorithm that the secret names");
    if (!rules.components().isEmpty()) {
      steps.add(
          "it covers " + rules.components().stream().map(Object::toString).collect(joining(", ")));
    }
    if (rules.coverBody()) {
      steps.add("of a body it covers the content-digest, which is right");
    }
    if (!rules.parameters().isEmpty()) {
      steps.add("it says " + String.join(", ", rules.parameters()));
    }
    steps.add(
        "its created at most "
            + rules.age().toSeconds()
            + " s old and "
            + rules.ahead().orElse(rules.age()).toSeconds()
            + " s ahead, its expires not over");
    return new Explanation(steps, rules.coverBody(), rules.parameters().contains("created"));
  }
}
