package io.sluice.gateway.verify;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;

/** The two halves of a key whose public one only checks. */
final class Asymmetric {

  private static final PSSParameterSpec PSS_SHA512 =
      new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);

  private Asymmetric() {}

  /** Checks signatures. */
  record PublicHalf(Algorithm algorithm, PublicKey key) implements CheckingKey {
    @Override
    public boolean accepts(List<byte[]> content, List<byte[]> signatures) {
      return signatures.stream().anyMatch(signature -> accepts(content, signature));
    }

    private boolean accepts(List<byte[]> content, byte[] signature) {
      try {
        Signature check = machine(algorithm);
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
        Signature signing = machine(algorithm);
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

  private static Signature machine(Algorithm algorithm) throws GeneralSecurityException {
    Signature machine = Signature.getInstance(algorithm.jcaName());
    if (algorithm == Algorithm.RSA_PSS_SHA512) {
      machine.setParameter(PSS_SHA512);
    }
    return machine;
  }

  private static void feed(Signature signature, List<byte[]> content) throws SignatureException {
    for (byte[] piece : content) {
      signature.update(piece);
    }
  }
}
