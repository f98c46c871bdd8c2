package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.gateway.exchange.Parsed;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Reads the keys of signatures: PEM and DER, and the bare 32 bytes of an Ed25519 key. */
final class PublicKeys {

  static final int EDWARDS_BYTES = 32;
  private static final int RSA_BITS_MIN = 2048;
  private static final String PEM = "-----BEGIN ";

  /** What stands before the bytes in the key formats that the Java platform reads (RFC 8410). */
  private static final byte[] EDWARDS_PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] EDWARDS_PRIVATE =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private PublicKeys() {}

  static boolean isPem(String text) {
    return text.startsWith(PEM);
  }

  /** The public key of a PEM text: a key or a certificate. */
  static Parsed<PublicKey> ofPem(String text, Algorithm algorithm) {
    try {
      return text.startsWith(PEM + "CERTIFICATE")
          ? checked(
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(text.getBytes(US_ASCII)))
                  .getPublicKey(),
              algorithm)
          : ofDer(der(text), algorithm);
    } catch (CertificateException | IllegalArgumentException e) {
      return notA(algorithm);
    }
  }

  /** The public key of a SubjectPublicKeyInfo in DER, or of the bare bytes of an Ed25519 key. */
  static Parsed<PublicKey> ofDer(byte[] der, Algorithm algorithm) {
    boolean bare = algorithm.kind() == Algorithm.Kind.EDWARDS && der.length == EDWARDS_BYTES;
    try {
      return checked(
          KeyFactory.getInstance(family(algorithm))
              .generatePublic(new X509EncodedKeySpec(bare ? joined(EDWARDS_PUBLIC, der) : der)),
          algorithm);
    } catch (GeneralSecurityException e) {
      return notA(algorithm);
    }
  }

  /** The private key of a PEM text, or of the seed of an Ed25519 key and what may follow it. */
  static Parsed<PrivateKey> privateKey(String pem, byte[] bytes, Algorithm algorithm) {
    try {
      byte[] der = isPem(pem) ? der(pem) : joined(EDWARDS_PRIVATE, bytes);
      return new Parsed.Good<>(
          KeyFactory.getInstance(family(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return new Parsed.Bad<>("is no private key for " + algorithm.jcaName());
    }
  }

  private static Parsed<PublicKey> checked(PublicKey key, Algorithm algorithm) {
    return switch (algorithm.kind()) {
      case RSA ->
          key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= RSA_BITS_MIN
              ? new Parsed.Good<>(key)
              : new Parsed.Bad<>("is no RSA public key of at least " + RSA_BITS_MIN + " bits");
      case ELLIPTIC ->
          key instanceof ECKey curve
                  && curve.getParams().getCurve().getField().getFieldSize() == bits(algorithm)
              ? new Parsed.Good<>(key)
              : new Parsed.Bad<>("is no public key on the curve P-" + bits(algorithm));
      case EDWARDS, SHARED, PREFIXED -> new Parsed.Good<>(key);
    };
  }

  private static int bits(Algorithm algorithm) {
    return algorithm.name().contains("P384") ? 384 : 256;
  }

  private static String family(Algorithm algorithm) {
    return switch (algorithm.kind()) {
      case EDWARDS -> "Ed25519";
      case ELLIPTIC -> "EC";
      case RSA, SHARED, PREFIXED -> "RSA";
    };
  }

  private static Parsed<PublicKey> notA(Algorithm algorithm) {
    return new Parsed.Bad<>("is no public key for " + algorithm.jcaName());
  }

  /** The bytes between the first line and the last one. */
  private static byte[] der(String pem) {
    int start = pem.indexOf('\n');
    int end = pem.indexOf("-----END", Math.max(start, 0));
    if (start < 0 || end < 0) {
      throw new IllegalArgumentException("no PEM");
    }
    return Base64.getMimeDecoder().decode(pem.substring(start, end));
  }

  private static byte[] joined(byte[] head, byte[] key) {
    byte[] both = Arrays.copyOf(head, head.length + EDWARDS_BYTES);
    System.arraycopy(key, 0, both, head.length, Math.min(EDWARDS_BYTES, key.length));
    return both;
  }
}
