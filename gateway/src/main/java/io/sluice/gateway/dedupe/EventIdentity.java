package io.sluice.gateway.dedupe;

import java.nio.ByteBuffer;

/**
 * What tells a repetition from a new event: 128 bits of a digest over the source and whatever makes
 * an event of that source unique.
 */
public record EventIdentity(long high, long low) {

  /** The first sixteen bytes of a digest. */
  public static EventIdentity of(byte[] sha256) {
    ByteBuffer digest = ByteBuffer.wrap(sha256);
    return new EventIdentity(digest.getLong(), digest.getLong());
  }
}
