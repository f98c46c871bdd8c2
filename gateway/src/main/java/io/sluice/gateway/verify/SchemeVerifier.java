package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies by a scheme, with any number of secrets of which one must fit. Without a secret it
 * refuses everything.
 */
public final class SchemeVerifier implements Verifier {

  /** Toll free: who holds a secret that was good once learns nothing from the time. */
  private static final Proof.Refuted NOT_VALID = new Proof.Refuted(Refusal.SECRET_NOT_VALID, true);

  private final String scheme;
  private final List<KeyedSecret> secrets;
  private final List<Handshake> handshakes;
  private final Set<String> methods;

  /**
   * A secret with what it proves and signs.
   *
   * @param prover proves requests
   * @param signing the key that answers to handshakes are signed with, where there is one
   */
  public record KeyedSecret(NamedSecret secret, Prover prover, Optional<SigningKey> signing) {

    /** A secret of the scheme; the text of a failure never repeats the secret. */
    public static Parsed<KeyedSecret> of(SignatureScheme scheme, NamedSecret secret) {
      return scheme
          .prover(secret)
          .map(prover -> new KeyedSecret(secret, prover, signingKey(scheme, secret)));
    }

    private static Optional<SigningKey> signingKey(SignatureScheme scheme, NamedSecret secret) {
      return scheme instanceof SignedScheme signed
              && signed.signingKey(secret) instanceof Parsed.Good<SigningKey>(SigningKey key)
          ? Optional.of(key)
          : Optional.empty();
    }
  }

  /**
   * Makes a verifier that reports {@code scheme} as its name.
   *
   * @param methods the HTTP methods that events come by
   */
  public SchemeVerifier(
      String scheme, List<KeyedSecret> secrets, List<Handshake> handshakes, Set<String> methods) {
    this.scheme = scheme;
    this.secrets = List.copyOf(secrets);
    this.handshakes = List.copyOf(handshakes);
    this.methods = Set.copyOf(methods);
  }

  /** The HTTP methods that anything is answered to. */
  public Set<String> allMethods() {
    return Stream.concat(methods.stream(), handshakes.stream().map(Handshake::method))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Verdict verify(RawRequest request, Circumstances circumstances) {
    for (Handshake handshake : handshakes) {
      if (!handshake.signed() && handshake.concerns(request)) {
        return answer(handshake, request, currentKey(circumstances));
      }
    }
    return prove(request, circumstances);
  }

  /** One that is turned down takes as long as any refusal. */
  private static Verdict answer(Handshake handshake, RawRequest request, Optional<SigningKey> key) {
    Verdict verdict = handshake.answer(request, key);
    if (verdict instanceof Verdict.Refused) {
      Toll.pay(request);
    }
    return verdict;
  }

  private Verdict prove(RawRequest request, Circumstances circumstances) {
    Proof.Refuted furthest = new Proof.Refuted(Refusal.MISSING_HEADER);
    for (KeyedSecret candidate : secrets) {
      switch (candidate.prover().prove(request, circumstances)) {
        case Proof.Proven() when candidate.secret().isValidAt(circumstances.now()) -> {
          return genuine(request, candidate);
        }
        case Proof.Proven() -> furthest = furthest.and(NOT_VALID);
        case Proof.Refuted refuted -> furthest = furthest.and(refuted);
        case Proof.Wanting(var certificate) -> {
          return new Verdict.Wanting(certificate);
        }
      }
    }
    if (!furthest.digested()) {
      Toll.pay(request);
    }
    return new Verdict.Refused(furthest.reason());
  }

  private Optional<SigningKey> currentKey(Circumstances circumstances) {
    return secrets.stream()
        .filter(keyed -> keyed.secret().isValidAt(circumstances.now()))
        .findFirst()
        .flatMap(KeyedSecret::signing);
  }

  private Verdict genuine(RawRequest request, KeyedSecret proven) {
    for (Handshake handshake : handshakes) {
      if (handshake.signed() && handshake.concerns(request)) {
        return handshake.answer(request, proven.signing());
      }
    }
    return methods.contains(request.method())
        ? new Verdict.Genuine(new VerifiedHook(request, scheme, proven.secret().name()))
        : new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE);
  }
}
