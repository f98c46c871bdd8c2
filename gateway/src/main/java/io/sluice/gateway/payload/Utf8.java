package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** UTF-8 without tolerance: no overlong forms, no surrogates, nothing cut short. */
final class Utf8 {

  private static final int CHUNK_CHARS = 512;

  private Utf8() {}

  /** The index of the first byte that is no part of UTF-8; -1 when there is none. */
  static int faultAt(byte[] bytes) {
    CharsetDecoder decoder = UTF_8.newDecoder(); // which reports what it cannot decode
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(Math.min(CHUNK_CHARS, bytes.length + 1));
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    return result.isError() ? in.position() : -1;
  }

  /** What is said of a body with such a byte. */
  static String fault(int at) {
    return "is not UTF-8 at byte " + at;
  }

  /** How many bytes the byte order mark at the start takes: three, or none. */
  static int markLength(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }
}
