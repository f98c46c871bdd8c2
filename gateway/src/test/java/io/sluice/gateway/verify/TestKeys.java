package io.sluice.gateway.verify;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** A new pair of keys, each half as PEM. */
record TestKeys(NamedSecret publicHalf, NamedSecret privateHalf) {

  /** Keys of a family such as RSA, EC or Ed25519, which has but one size. */
  static TestKeys of(String family, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (bits > 0) {
        generator.initialize(bits);
      }
      KeyPair pair = generator.generateKeyPair();
      return new TestKeys(
          new NamedSecret("env:PUBLIC", pem("PUBLIC KEY", pair.getPublic().getEncoded())),
          new NamedSecret("env:PRIVATE", pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, base64);
  }

  /** These keys with a name and an algorithm, as message signatures want them. */
  TestKeys named(String id, String algorithm) {
    return new TestKeys(
        new NamedSecret("env:PUBLIC", id + " " + algorithm + " " + publicHalf.value()),
        new NamedSecret("env:PRIVATE", id + " " + algorithm + "\n" + privateHalf.value()));
  }
}
