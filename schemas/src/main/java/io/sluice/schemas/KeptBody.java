package io.sluice.schemas;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * As much of a body as is kept, and what is known of the whole.
 *
 * @param bytes the first bytes, exactly as they came; not copied, so never to be changed
 * @param wholeLength how many bytes there were
 * @param wholeSha256 the SHA-256 of all of them, 32 bytes; never changed
 */
public record KeptBody(byte[] bytes, long wholeLength, byte[] wholeSha256) {

  private static final int SHA256_BYTES = 32;

  public KeptBody {
    if (bytes.length > wholeLength) {
      throw new IllegalArgumentException(
          "%d bytes are kept of %d".formatted(bytes.length, wholeLength));
    }
    if (wholeSha256.length != SHA256_BYTES) {
      throw new IllegalArgumentException(
          "a SHA-256 has 32 bytes, this one has " + wholeSha256.length);
    }
  }

  /** All of a body. */
  public static KeptBody whole(byte[] body) {
    return new KeptBody(body, body.length, sha256(body));
  }

  /** The same with no more than so many bytes. */
  public KeptBody atMost(int bytesMax) {
    return bytes.length <= bytesMax
        ? this
        : new KeptBody(Arrays.copyOf(bytes, bytesMax), wholeLength, wholeSha256);
  }

  /** Whether every byte is here. */
  public boolean isWhole() {
    return bytes.length == wholeLength;
  }

  /** Whether every byte is here, and is the one that came. */
  public boolean isIntact() {
    return isWhole() && MessageDigest.isEqual(sha256(bytes), wholeSha256);
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeptBody that
        && wholeLength == that.wholeLength
        && Arrays.equals(wholeSha256, that.wholeSha256)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(wholeSha256);
  }

  @Override
  public String toString() {
    return "KeptBody[%d of %d B]".formatted(bytes.length, wholeLength);
  }
}
