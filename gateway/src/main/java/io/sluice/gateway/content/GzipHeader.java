package io.sluice.gateway.content;

import java.util.zip.CRC32;

/** The header of a gzip member (RFC 1952, section 2.3). */
final class GzipHeader {

  private static final int FIXED_BYTES = 10;
  private static final int DEFLATE = 8;

  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private GzipHeader() {}

  /** Where the header that starts at {@code start} ends, or -1 where there is no whole one. */
  static int end(byte[] in, int start) {
    if (in.length - start < FIXED_BYTES
        || in[start] != 0x1f
        || in[start + 1] != (byte) 0x8b
        || in[start + 2] != DEFLATE
        || (in[start + 3] & RESERVED) != 0) {
      return -1;
    }
    int flags = in[start + 3];
    int at = start + FIXED_BYTES;
    if ((flags & HAS_EXTRA) != 0) {
      at = afterExtra(in, at);
    }
    if ((flags & HAS_NAME) != 0) {
      at = afterText(in, at);
    }
    if ((flags & HAS_COMMENT) != 0) {
      at = afterText(in, at);
    }
    return (flags & HAS_HEADER_CRC) == 0 ? at : afterCrc(in, start, at);
  }

  private static int afterExtra(byte[] in, int at) {
    if (in.length - at < 2) {
      return -1;
    }
    int length = LittleEndian.uint16(in, at);
    return in.length - at - 2 < length ? -1 : at + 2 + length;
  }

  private static int afterText(byte[] in, int from) {
    if (from < 0) {
      return -1;
    }
    int at = from;
    while (at < in.length && in[at] != 0) {
      at++;
    }
    return at < in.length ? at + 1 : -1;
  }

  private static int afterCrc(byte[] in, int start, int at) {
    if (at < 0 || in.length - at < 2) {
      return -1;
    }
    CRC32 crc = new CRC32();
    crc.update(in, start, at - start);
    return LittleEndian.uint16(in, at) == (crc.getValue() & 0xffff) ? at + 2 : -1;
  }
}
