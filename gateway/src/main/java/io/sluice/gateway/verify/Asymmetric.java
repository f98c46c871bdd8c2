package io.sluice.gateway.verify;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;

/** The two halves of a key whose public one only checks. */
final class Asymmetric {

  private Asymmetric() {}

  /** Checks signatures. */
  record PublicHalf(Algorithm algorithm, PublicKey key) implements CheckingKey {
    @Override
    public boolean accepts(List<byte[]> content, List<byte[]> signatures) {
      return signatures.stream().anyMatch(signature -> accepts(content, signature));
    }

    private boolean accepts(List<byte[]> content, byte[] signature) {
      try {
        Signature check = Signature.getInstance(algorithm.jcaName());
        check.initVerify(key);
        feed(check, content);
        return check.verify(signature);
      } catch (SignatureException e) {
        return false; // the bytes are no signature at all
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no " + algorithm.jcaName(), e);
      }
    }
  }

  /** Makes signatures. */
  record PrivateHalf(Algorithm algorithm, PrivateKey key) implements SigningKey {
    @Override
    public byte[] sign(List<byte[]> content) {
      try {
        Signature signing = Signature.getInstance(algorithm.jcaName());
        signing.initSign(key);
        feed(signing, content);
        return signing.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java cannot sign: " + algorithm.jcaName(), e);
      }
    }

    @Override
    public String toString() {
      return algorithm + " key ***";
    }
  }

  private static void feed(Signature signature, List<byte[]> content) throws SignatureException {
    for (byte[] piece : content) {
      signature.update(piece);
    }
  }
}
