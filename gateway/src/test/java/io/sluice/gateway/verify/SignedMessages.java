package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages with signatures, for tests. */
final class SignedMessages {

  static final String URL = "https://hooks.example.com/in/test?a=1&b=2";
  static final String BODY = "{\"id\":1}";
  static final Instant NOW = Requests.NOW;
  static final NamedSecret SECRET =
      new NamedSecret("env:S", "k-1 hmac-sha256 c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IQ==");

  /** What a source demands that says nothing about it. */
  static final Rfc9421Scheme SCHEME = scheme(true, "@method", "@target-uri");

  private SignedMessages() {}

  static Rfc9421Scheme scheme(boolean bodyCovered, String... components) {
    return new Rfc9421Scheme(
        new MessageRules(
            Optional.empty(),
            components(components),
            List.of("created", "keyid"),
            bodyCovered,
            Duration.ofMinutes(5),
            Optional.empty()));
  }

  static List<MessageComponent> components(String... texts) {
    return Stream.of(texts).map(text -> MessageComponent.parse(text).orThrow()).toList();
  }

  static RawRequest signed(SignatureScheme scheme, RawRequest request) {
    return Calls.with(request, scheme.signer(SECRET).orThrow().sign(request, "m-1", NOW));
  }

  static Proof prove(SignatureScheme scheme, NamedSecret secret, RawRequest request) {
    return Proofs.bare(scheme.prover(secret).orThrow().prove(request, Circumstances.at(NOW)));
  }

  static Proof prove(RawRequest request) {
    return prove(SCHEME, SECRET, request);
  }
}
