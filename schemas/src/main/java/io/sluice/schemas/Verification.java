package io.sluice.schemas;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * How a request was proved genuine.
 *
 * @param scheme the scheme that proved it, such as {@code github}
 * @param secret the reference of the secret that proved it, such as {@code env:GITHUB_SECRET};
 *     never its value
 * @param bodySha256 the SHA-256 of the body, 32 bytes; never changed
 */
public record Verification(String scheme, String secret, byte[] bodySha256) {

  private static final int SHA256_BYTES = 32;

  public Verification {
    if (bodySha256.length != SHA256_BYTES) {
      throw new IllegalArgumentException(
          "a SHA-256 has 32 bytes, this one has " + bodySha256.length);
    }
  }

  /** The SHA-256 of the body in lower-case hexadecimal digits. */
  public String bodySha256Hex() {
    return HexFormat.of().formatHex(bodySha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Verification that
        && scheme.equals(that.scheme)
        && secret.equals(that.secret)
        && Arrays.equals(bodySha256, that.bodySha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bodySha256);
  }

  @Override
  public String toString() {
    return "Verification[" + scheme + " with " + secret + "]";
  }
}
