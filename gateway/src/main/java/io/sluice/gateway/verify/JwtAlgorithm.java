package io.sluice.gateway.verify;

import java.util.Optional;
import java.util.stream.Stream;

/** The algorithms of JSON Web Tokens that can be asked for (RFC 7518); {@code none} is not one. */
public enum JwtAlgorithm {
  HS256(Algorithm.HMAC_SHA256),
  HS384(Algorithm.HMAC_SHA384),
  HS512(Algorithm.HMAC_SHA512),
  RS256(Algorithm.RSA_SHA256),
  RS384(Algorithm.RSA_SHA384),
  RS512(Algorithm.RSA_SHA512),
  ES256(Algorithm.ECDSA_P256_RAW),
  ES384(Algorithm.ECDSA_P384_RAW);

  private static final String PEM = "-----BEGIN ";

  private final Algorithm algorithm;

  JwtAlgorithm(Algorithm algorithm) {
    this.algorithm = algorithm;
  }

  /** The algorithm of this name, which is written in capitals. */
  public static Optional<JwtAlgorithm> of(String name) {
    return Stream.of(values()).filter(known -> known.name().equals(name)).findFirst();
  }

  int signatureBytes() {
    return algorithm.signatureBytes();
  }

  /** Which secrets are keys of it: PEM where the key is public, and never where it is shared. */
  Optional<KeyRule> keyRule(NamedSecret secret) {
    return algorithm.kind().isPublic() == secret.value().contains(PEM)
        ? Optional.of(new KeyRule(algorithm, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE))
        : Optional.empty();
  }
}
