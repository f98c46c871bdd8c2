package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Certificates for tests, written in DER by hand: Java reads them and makes none. */
public final class TestCertificates {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** sha256WithRSAEncryption. */
  private static final byte[] ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

  /** The critical extension that makes a certificate one of an authority. */
  private static final byte[] AUTHORITY =
      HexFormat.of().parseHex("300f0603551d130101ff040530030101ff");

  /** The name of the extension with other names of the subject. */
  private static final byte[] OTHER_NAMES = HexFormat.of().parseHex("0603551d11");

  private TestCertificates() {}

  /** A certificate with the key that belongs to it. */
  public record Owned(X509Certificate certificate, PrivateKey key) {

    /** A signature with this key. */
    public byte[] sign(String algorithm, byte[] content) {
      return signature(algorithm, key, content);
    }
  }

  /** Another name of the subject, with the number that its kind has in DER. */
  public record OtherName(int kind, String name) {

    /** The DNS name of a host. */
    public static OtherName host(String name) {
      return new OtherName(2, name);
    }

    /** A name for mail. */
    public static OtherName mailbox(String name) {
      return new OtherName(1, name);
    }
  }

  /** What a certificate says. */
  public record Facts(
      String subject,
      Instant from,
      Instant until,
      boolean authority,
      int bits,
      List<OtherName> others) {

    /** Of an ordinary certificate that is valid in all of 2026. */
    public static Facts of(String subject) {
      return new Facts(
          subject,
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2026-12-31T00:00:00Z"),
          false,
          2048,
          List.of());
    }

    public Facts until(String time) {
      return new Facts(subject, from, Instant.parse(time), authority, bits, others);
    }

    public Facts from(String time) {
      return new Facts(subject, Instant.parse(time), until, authority, bits, others);
    }

    public Facts ofAuthority() {
      return new Facts(subject, from, until, true, bits, others);
    }

    public Facts withBits(int number) {
      return new Facts(subject, from, until, authority, number, others);
    }

    public Facts named(OtherName... names) {
      return new Facts(subject, from, until, authority, bits, List.of(names));
    }
  }

  /** A certificate that only itself vouches for. */
  public static Owned selfSigned(Facts facts) {
    KeyPair pair = pair(facts.bits());
    X500Principal name = new X500Principal(facts.subject());
    return new Owned(
        certificate(facts, pair.getPublic(), name, pair.getPrivate()), pair.getPrivate());
  }

  /** A certificate that another one vouches for. */
  public static Owned issuedBy(Owned issuer, Facts facts) {
    KeyPair pair = pair(facts.bits());
    X500Principal name = issuer.certificate().getSubjectX500Principal();
    return new Owned(certificate(facts, pair.getPublic(), name, issuer.key()), pair.getPrivate());
  }

  /** Certificates as a PEM text. */
  public static String pem(X509Certificate... certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(certificate.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
    return text.toString();
  }

  private static KeyPair pair(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate certificate(
      Facts facts, PublicKey key, X500Principal issuer, PrivateKey issuerKey) {
    try {
      byte[] version = tagged(0xa0, tagged(0x02, new byte[] {2}));
      byte[] serial =
          tagged(
              0x02, BigInteger.valueOf(1 + Math.floorMod(key.hashCode(), 1 << 30)).toByteArray());
      byte[] content =
          tagged(
              0x30,
              version,
              serial,
              ALGORITHM,
              issuer.getEncoded(),
              tagged(0x30, time(facts.from()), time(facts.until())),
              new X500Principal(facts.subject()).getEncoded(),
              key.getEncoded(),
              extensions(facts));
      byte[] signature = signature("SHA256withRSA", issuerKey, content);
      byte[] whole = tagged(0x30, content, ALGORITHM, tagged(0x03, new byte[] {0}, signature));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] extensions(Facts facts) {
    byte[][] names =
        facts.others().stream()
            .map(other -> tagged(0x80 | other.kind(), other.name().getBytes(US_ASCII)))
            .toArray(byte[][]::new);
    byte[] others =
        names.length > 0
            ? tagged(0x30, OTHER_NAMES, tagged(0x04, tagged(0x30, names)))
            : new byte[0];
    byte[] authority = facts.authority() ? AUTHORITY : new byte[0];
    return authority.length + others.length > 0
        ? tagged(0xa3, tagged(0x30, authority, others))
        : new byte[0];
  }

  private static byte[] signature(String algorithm, PrivateKey key, byte[] content) {
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(content);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] time(Instant time) {
    return tagged(0x18, TIME.format(time).getBytes(US_ASCII));
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int size = content.size();
    if (size > 0xff) {
      whole.write(0x82);
      whole.write(size >> 8);
    } else if (size > 0x7f) {
      whole.write(0x81);
    }
    whole.write(size);
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
