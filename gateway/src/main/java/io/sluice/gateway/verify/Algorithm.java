package io.sluice.gateway.verify;

/** How content and key become a signature. */
public enum Algorithm {
  HMAC_SHA1("HmacSHA1", 20),
  HMAC_SHA256("HmacSHA256", 32),
  HMAC_SHA384("HmacSHA384", 48),
  HMAC_SHA512("HmacSHA512", 64),
  /** The receiver holds the public key only. */
  ED25519("Ed25519", 64);

  private final String jcaName;
  private final int signatureBytes;

  Algorithm(String jcaName, int signatureBytes) {
    this.jcaName = jcaName;
    this.signatureBytes = signatureBytes;
  }

  /** The name by which the Java platform knows it. */
  String jcaName() {
    return jcaName;
  }

  /** The length of every signature. */
  int signatureBytes() {
    return signatureBytes;
  }
}
