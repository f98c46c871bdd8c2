package io.sluice.gateway.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A secret that is hashed in front of the content.
 *
 * @param algorithm one of kind {@link Algorithm.Kind#PREFIXED}
 */
record PrefixKey(Algorithm algorithm, byte[] secret) implements CheckingKey, SigningKey {

  @Override
  public byte[] sign(List<byte[]> content) {
    MessageDigest digest = digest();
    digest.update(secret);
    content.forEach(digest::update);
    return digest.digest();
  }

  @Override
  public boolean accepts(List<byte[]> content, List<byte[]> signatures) {
    byte[] right = sign(content);
    boolean accepted = false;
    for (byte[] signature : signatures) {
      accepted |= MessageDigest.isEqual(signature, right);
    }
    return accepted;
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm.jcaName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm.jcaName(), e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " key ***";
  }
}
