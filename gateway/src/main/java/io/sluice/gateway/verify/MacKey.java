package io.sluice.gateway.verify;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared key of an HMAC.
 *
 * @param keyed is never fed: each use feeds a copy, which costs less than a new key schedule
 */
record MacKey(Mac keyed) implements CheckingKey, SigningKey {

  static MacKey of(Algorithm algorithm, byte[] key) {
    try {
      Mac keyed = Mac.getInstance(algorithm.jcaName());
      keyed.init(new SecretKeySpec(key, algorithm.jcaName()));
      return new MacKey(keyed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm.jcaName(), e);
    }
  }

  @Override
  public byte[] sign(List<byte[]> content) {
    Mac mac = copy();
    content.forEach(mac::update);
    return mac.doFinal();
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

  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java cannot copy a keyed HMAC", e);
    }
  }

  @Override
  public String toString() {
    return keyed.getAlgorithm() + " key ***";
  }
}
