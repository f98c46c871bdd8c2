package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user name and a password (RFC 7617) in UTF-8, kept as one secret {@code user:password}. They
 * prove the sender and say nothing about the body.
 */
public record BasicScheme() implements SignatureScheme {

  private static final String HEADER = "Authorization";
  private static final Pattern CREDENTIALS = Pattern.compile("[Bb][Aa][Ss][Ii][Cc] +([^ ]+)");

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    Optional<String> fault = fault(secret);
    if (fault.isPresent()) {
      return new Parsed.Bad<>(fault.get());
    }
    byte[] right = secret.value().getBytes(UTF_8);
    return new Parsed.Good<>((request, _) -> prove(request, right));
  }

  /** The first colon ends the user name, which therefore has none: whole texts may be compared. */
  private static Proof prove(RawRequest request, byte[] right) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    Matcher credentials = CREDENTIALS.matcher(headers.value(HEADER));
    byte[] offered =
        credentials.matches() ? TextEncoding.BASE64.decodeStrictly(credentials.group(1)) : null;
    if (offered == null) {
      return new Proof.Refuted(headers.fault().orElse(Refusal.MALFORMED_HEADER));
    }
    return MessageDigest.isEqual(offered, right)
        ? new Proof.Proven()
        : new Proof.Refuted(Refusal.BAD_SIGNATURE);
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    Optional<String> fault = fault(secret);
    if (fault.isPresent()) {
      return new Parsed.Bad<>(fault.get());
    }
    String value = "Basic " + TextEncoding.BASE64.encode(secret.value().getBytes(UTF_8));
    return new Parsed.Good<>((request, messageId, at) -> HeaderLines.of(HEADER, value));
  }

  private static Optional<String> fault(NamedSecret secret) {
    int colon = secret.value().indexOf(':');
    if (colon < 0) {
      return Optional.of("has no colon; it must read user:password");
    }
    return secret.value().substring(colon + 1).isBlank()
        ? Optional.of("has an empty password; it must read user:password")
        : Optional.empty();
  }

  @Override
  public Set<Selector> secretPlaces() {
    return Set.of(new Selector.Header(HEADER));
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    return new Parsed.Bad<>("a password signs no time that a tolerance could apply to");
  }

  @Override
  public boolean covers(Selector place) {
    return false;
  }

  @Override
  public Explanation explain() {
    return new Explanation(
        List.of("a user name and a password that are sent along in " + HEADER), false, false);
  }
}
