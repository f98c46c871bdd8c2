package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.util.Locale;

/**
 * Which secrets are keys of an algorithm, and how they are written.
 *
 * @param algorithm what the key is for; a public key is never taken for a shared one
 * @param encoding how the key is written after the prefix; public keys may also be PEM
 * @param prefix a mark such as {@code whsec_} that is no part of the key; may be empty
 * @param prefixRequired whether a secret without the prefix is somebody else's
 * @param hash what the secret is hashed with to become the key
 */
public record KeyRule(
    Algorithm algorithm, TextEncoding encoding, String prefix, boolean prefixRequired, Hash hash) {

  /** What a private key is marked with, so that it is never mistaken for a public one. */
  private static final String PRIVATE_PREFIX = "whsk_";

  private static final String PRIVATE_PEM = "-----BEGIN PRIVATE KEY-----";

  /** How a secret becomes a key. */
  public enum Hash {
    NONE,
    SHA1,
    SHA256,
    SHA512;

    private byte[] of(byte[] secret) {
      return switch (this) {
        case NONE -> secret;
        case SHA1 -> Filter.SHA1.apply(secret);
        case SHA256 -> Filter.SHA256.apply(secret);
        case SHA512 -> Filter.SHA512.apply(secret);
      };
    }
  }

  /** Whether a secret that is a key by this rule is one by the other rule as well. */
  boolean sharesKeysWith(KeyRule other) {
    return algorithm.kind() == other.algorithm.kind()
        && encoding == other.encoding
        && prefix.equals(other.prefix)
        && prefixRequired == other.prefixRequired
        && hash == other.hash;
  }

  /** The key that checks signatures. */
  Parsed<CheckingKey> checkingKey(NamedSecret secret) {
    if (algorithm.kind().isPublic() && PublicKeys.isPem(secret.value())) {
      return PublicKeys.ofPem(secret.value(), algorithm)
          .map(key -> new Asymmetric.PublicHalf(algorithm, key));
    }
    boolean marked = secret.value().startsWith(prefix);
    if (prefixRequired && !marked) {
      return new Parsed.Bad<>("does not start with " + prefix);
    }
    String text = marked ? secret.value().substring(prefix.length()) : secret.value();
    byte[] bytes = encoding.decode(text);
    if (bytes == null) {
      return new Parsed.Bad<>("is not " + encoding.name().toLowerCase(Locale.ROOT) + afterPrefix());
    }
    if (bytes.length == 0 || text.isBlank()) {
      return new Parsed.Bad<>("is empty");
    }
    return checkingKey(hash.of(bytes));
  }

  private Parsed<CheckingKey> checkingKey(byte[] bytes) {
    return switch (algorithm.kind()) {
      case SHARED -> new Parsed.Good<>(MacKey.of(algorithm, bytes));
      case PREFIXED -> new Parsed.Good<>(new PrefixKey(algorithm, bytes));
      case EDWARDS ->
          bytes.length == PublicKeys.EDWARDS_BYTES
              ? publicHalf(bytes)
              : new Parsed.Bad<>(
                  "is no Ed25519 public key, which has " + PublicKeys.EDWARDS_BYTES + " bytes");
      case ELLIPTIC, RSA -> publicHalf(bytes);
    };
  }

  private Parsed<CheckingKey> publicHalf(byte[] bytes) {
    return PublicKeys.ofDer(bytes, algorithm).map(key -> new Asymmetric.PublicHalf(algorithm, key));
  }

  /** The key that makes signatures. */
  Parsed<SigningKey> signingKey(NamedSecret secret) {
    if (!algorithm.kind().isPublic()) {
      return switch (checkingKey(secret)) {
        case Parsed.Good<CheckingKey>(CheckingKey key) when key instanceof SigningKey both ->
            new Parsed.Good<>(both);
        case Parsed.Good<CheckingKey> _ -> new Parsed.Bad<>("only checks");
        case Parsed.Bad<CheckingKey>(String why) -> new Parsed.Bad<>(why);
      };
    }
    if (secret.value().startsWith(PRIVATE_PEM)) {
      return PublicKeys.privateKey(secret.value(), new byte[0], algorithm)
          .map(key -> new Asymmetric.PrivateHalf(algorithm, key));
    }
    if (!secret.value().startsWith(PRIVATE_PREFIX)) {
      return new Parsed.Bad<>("is no private key, which starts with " + PRIVATE_PREFIX);
    }
    byte[] bytes = TextEncoding.BASE64.decode(secret.value().substring(PRIVATE_PREFIX.length()));
    return bytes != null && bytes.length >= PublicKeys.EDWARDS_BYTES
        ? PublicKeys.privateKey("", bytes, algorithm)
            .map(key -> new Asymmetric.PrivateHalf(algorithm, key))
        : new Parsed.Bad<>("is no Ed25519 private key in base64");
  }

  private String afterPrefix() {
    return prefix.isEmpty() ? "" : " after " + prefix;
  }
}
