package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The two halves of an Ed25519 key (RFC 8032), made from the 32 bytes each is published as. */
final class Ed25519 {

  private static final String NAME = Algorithm.ED25519.jcaName();
  private static final int KEY_BYTES = 32;

  /** What stands before the bytes in the key formats that the Java platform reads (RFC 8410). */
  private static final byte[] PUBLIC_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] PRIVATE_HEAD =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private Ed25519() {}

  /** Checks signatures. */
  record PublicHalf(PublicKey key) implements CheckingKey {
    @Override
    public boolean accepts(List<byte[]> content, List<byte[]> signatures) {
      return signatures.stream().anyMatch(signature -> accepts(content, signature));
    }

    private boolean accepts(List<byte[]> content, byte[] signature) {
      try {
        Signature check = Signature.getInstance(NAME);
        check.initVerify(key);
        feed(check, content);
        return check.verify(signature);
      } catch (SignatureException e) {
        return false; // the bytes are no signature at all
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no Ed25519", e);
      }
    }
  }

  /** Makes signatures. */
  record PrivateHalf(PrivateKey key) implements SigningKey {
    @Override
    public byte[] sign(List<byte[]> content) {
      try {
        Signature signing = Signature.getInstance(NAME);
        signing.initSign(key);
        feed(signing, content);
        return signing.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java cannot sign with Ed25519", e);
      }
    }

    @Override
    public String toString() {
      return "Ed25519 key ***";
    }
  }

  static Parsed<CheckingKey> publicKey(byte[] bytes) {
    try {
      return new Parsed.Good<>(
          new PublicHalf(
              KeyFactory.getInstance(NAME)
                  .generatePublic(new X509EncodedKeySpec(joined(PUBLIC_HEAD, bytes)))));
    } catch (GeneralSecurityException e) {
      return new Parsed.Bad<>("is no Ed25519 public key");
    }
  }

  /** From the seed; what follows it (some libraries append the public half) is not needed. */
  static Parsed<SigningKey> privateKey(byte[] bytes) {
    try {
      return new Parsed.Good<>(
          new PrivateHalf(
              KeyFactory.getInstance(NAME)
                  .generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_HEAD, bytes)))));
    } catch (GeneralSecurityException e) {
      return new Parsed.Bad<>("is no Ed25519 private key");
    }
  }

  private static byte[] joined(byte[] head, byte[] key) {
    byte[] both = Arrays.copyOf(head, head.length + KEY_BYTES);
    System.arraycopy(key, 0, both, head.length, KEY_BYTES);
    return both;
  }

  private static void feed(Signature signature, List<byte[]> content) throws SignatureException {
    for (byte[] piece : content) {
      signature.update(piece);
    }
  }
}
