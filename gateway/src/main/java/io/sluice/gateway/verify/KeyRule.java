package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.util.Locale;

/**
 * Which secrets are keys of an algorithm, and how they are written.
 *
 * @param algorithm what the key is for; a public key is never taken for a shared one
 * @param encoding how the key is written after the prefix
 * @param prefix a mark such as {@code whsec_} that is no part of the key; may be empty
 * @param prefixRequired whether a secret without the prefix is somebody else's
 */
public record KeyRule(
    Algorithm algorithm, TextEncoding encoding, String prefix, boolean prefixRequired) {

  /** What a private key is marked with, so that it is never mistaken for a public one. */
  private static final String PRIVATE_PREFIX = "whsk_";

  private static final int ED25519_KEY_BYTES = 32;

  /** The key that checks signatures. */
  Parsed<CheckingKey> checkingKey(NamedSecret secret) {
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
    return checkingKey(bytes);
  }

  private Parsed<CheckingKey> checkingKey(byte[] bytes) {
    if (algorithm != Algorithm.ED25519) {
      return new Parsed.Good<>(MacKey.of(algorithm, bytes));
    }
    return bytes.length == ED25519_KEY_BYTES
        ? Ed25519.publicKey(bytes)
        : new Parsed.Bad<>("is no Ed25519 public key, which has " + ED25519_KEY_BYTES + " bytes");
  }

  /** The key that makes signatures. */
  Parsed<SigningKey> signingKey(NamedSecret secret) {
    if (algorithm != Algorithm.ED25519) {
      return switch (checkingKey(secret)) {
        case Parsed.Good<CheckingKey>(MacKey key) -> new Parsed.Good<>(key);
        case Parsed.Good<CheckingKey>(Ed25519.PublicHalf key) ->
            throw new AssertionError("a public key for " + algorithm);
        case Parsed.Bad<CheckingKey>(String why) -> new Parsed.Bad<>(why);
      };
    }
    if (!secret.value().startsWith(PRIVATE_PREFIX)) {
      return new Parsed.Bad<>("is no private key, which starts with " + PRIVATE_PREFIX);
    }
    byte[] bytes = TextEncoding.BASE64.decode(secret.value().substring(PRIVATE_PREFIX.length()));
    return bytes != null && bytes.length >= ED25519_KEY_BYTES
        ? Ed25519.privateKey(bytes)
        : new Parsed.Bad<>("is no Ed25519 private key in base64");
  }

  private String afterPrefix() {
    return prefix.isEmpty() ? "" : " after " + prefix;
  }
}
