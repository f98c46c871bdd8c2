package io.sluice.gateway.source;

import io.sluice.gateway.verify.Algorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;

/** A new pair of keys, each half as PEM. */
record KeyHalves(String publicPem, String privatePem) {

  /** A pair for this algorithm; none where both sides have the same key. */
  static Optional<KeyHalves> of(Algorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> Optional.of(generated("Ed25519", 255));
      case ECDSA_P256, ECDSA_P256_RAW -> Optional.of(generated("EC", 256));
      case ECDSA_P384, ECDSA_P384_RAW -> Optional.of(generated("EC", 384));
      case RSA_SHA1, RSA_SHA256, RSA_SHA384, RSA_SHA512, RSA_PSS_SHA512 ->
          Optional.of(generated("RSA", 2048));
      case HMAC_SHA1,
          HMAC_SHA256,
          HMAC_SHA384,
          HMAC_SHA512,
          DIGEST_SHA1,
          DIGEST_SHA256,
          DIGEST_SHA384,
          DIGEST_SHA512 ->
          Optional.empty();
    };
  }

  private static KeyHalves generated(String family, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      generator.initialize(bits);
      KeyPair pair = generator.generateKeyPair();
      return new KeyHalves(
          pem("PUBLIC", pair.getPublic().getEncoded()),
          pem("PRIVATE", pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String half, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s KEY-----\n%2$s\n-----END %1$s KEY-----\n".formatted(half, base64);
  }
}
