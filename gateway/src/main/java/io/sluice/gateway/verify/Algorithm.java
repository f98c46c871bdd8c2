package io.sluice.gateway.verify;

/** How content and key become a signature. */
public enum Algorithm {
  HMAC_SHA1("HmacSHA1", 20, Kind.SHARED),
  HMAC_SHA256("HmacSHA256", 32, Kind.SHARED),
  HMAC_SHA384("HmacSHA384", 48, Kind.SHARED),
  HMAC_SHA512("HmacSHA512", 64, Kind.SHARED),
  /** A plain hash over the secret and what follows it; open to length extension. */
  DIGEST_SHA1("SHA-1", 20, Kind.PREFIXED),
  DIGEST_SHA256("SHA-256", 32, Kind.PREFIXED),
  DIGEST_SHA384("SHA-384", 48, Kind.PREFIXED),
  DIGEST_SHA512("SHA-512", 64, Kind.PREFIXED),
  ED25519("Ed25519", 64, Kind.EDWARDS),
  /** A signature of two numbers in ASN.1 DER. */
  ECDSA_P256("SHA256withECDSA", Algorithm.VARIES, Kind.ELLIPTIC),
  ECDSA_P384("SHA384withECDSA", Algorithm.VARIES, Kind.ELLIPTIC),
  /** A signature of two numbers of 32 bytes, one after the other. */
  ECDSA_P256_RAW("SHA256withECDSAinP1363Format", 64, Kind.ELLIPTIC),
  ECDSA_P384_RAW("SHA384withECDSAinP1363Format", 96, Kind.ELLIPTIC),
  RSA_SHA1("SHA1withRSA", Algorithm.VARIES, Kind.RSA),
  RSA_SHA256("SHA256withRSA", Algorithm.VARIES, Kind.RSA),
  RSA_SHA384("SHA384withRSA", Algorithm.VARIES, Kind.RSA),
  RSA_SHA512("SHA512withRSA", Algorithm.VARIES, Kind.RSA),
  /** With a salt of 64 bytes (RFC 8017, RSASSA-PSS). */
  RSA_PSS_SHA512("RSASSA-PSS", Algorithm.VARIES, Kind.RSA);

  /** What sort of key belongs to it; a key of one sort is never taken for one of another. */
  enum Kind {
    /** The key of an HMAC. */
    SHARED,
    /** A text that is hashed along. */
    PREFIXED,
    EDWARDS,
    ELLIPTIC,
    RSA;

    boolean isPublic() {
      return this == EDWARDS || this == ELLIPTIC || this == RSA;
    }
  }

  /** The length of signatures that differ in length. */
  static final int VARIES = -1;

  private final String jcaName;
  private final int signatureBytes;
  private final Kind kind;

  Algorithm(String jcaName, int signatureBytes, Kind kind) {
    this.jcaName = jcaName;
    this.signatureBytes = signatureBytes;
    this.kind = kind;
  }

  /** The name by which the Java platform knows it. */
  String jcaName() {
    return jcaName;
  }

  /** The length of every signature, or {@link #VARIES}. */
  int signatureBytes() {
    return signatureBytes;
  }

  Kind kind() {
    return kind;
  }
}
