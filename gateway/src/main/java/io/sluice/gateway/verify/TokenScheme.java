package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A secret that is sent along as it is. It proves the sender and says nothing about the body.
 *
 * @param header the header that carries it
 * @param prefix what stands before the secret, such as {@code "Bearer "}; may be empty
 */
public record TokenScheme(String header, String prefix) implements SignatureScheme {

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    if (secret.value().isBlank()) {
      return new Parsed.Bad<>("is empty");
    }
    byte[] right = (prefix + secret.value()).getBytes(UTF_8);
    return new Parsed.Good<>((request, now) -> {
      LoneHeaders headers = new LoneHeaders(request.headers());
      String value = headers.value(header);
      Optional<Refusal> fault = headers.fault();
      if (fault.isPresent()) {
        return new Proof.Refuted(fault.get());
      }
      return MessageDigest.isEqual(value.getBytes(ISO_8859_1), right)
          ? new Proof.Proven()
          : new Proof.Refuted(Refusal.BAD_SIGNATURE);
    });
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    if (secret.value().isBlank()) {
      return new Parsed.Bad<>("is empty");
    }
    String value = new String((prefix + secret.value()).getBytes(UTF_8), ISO_8859_1);
    return new Parsed.Good<>((messageId, at, body) -> HeaderLines.of(header, value));
  }

  @Override
  public Set<String> secretHeaders() {
    return Set.of(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    return new Parsed.Bad<>("a token signs no time that a tolerance could apply to");
  }
}
