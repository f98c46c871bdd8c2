package io.sluice.gateway.payload;

import java.util.Arrays;

/** The bytes of one element as they stand in the body that holds it. */
public record Slice(byte[] body, int offset, int length) {

  /** These bytes in an array of their own. */
  public byte[] copy() {
    return Arrays.copyOfRange(body, offset, offset + length);
  }
}
