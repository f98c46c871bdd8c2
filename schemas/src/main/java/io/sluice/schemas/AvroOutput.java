package io.sluice.schemas;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding written into one array that was made to measure. Every write has its
 * {@code size…} twin; the array must have the sum of them.
 */
final class AvroOutput {

  private final byte[] bytes;
  private int at;

  AvroOutput(int size) {
    bytes = new byte[size];
  }

  static int sizeOfNumber(long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(zigzag(value) | 1);
    return (bits + 6) / 7;
  }

  static long sizeOfText(String text) {
    int length = utf8Length(text);
    return sizeOfNumber(length) + (long) length;
  }

  static long sizeOfOptional(@Nullable String text) {
    return text == null ? 1 : 1 + sizeOfText(text);
  }

  void octet(int value) {
    bytes[at++] = (byte) value;
  }

  void number(long value) {
    long rest = zigzag(value);
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  /** A string as UTF-8. Half a surrogate pair becomes a question mark, as everywhere in Java. */
  void text(String text) {
    int start = at;
    number(text.length());
    if (!wroteAscii(text)) {
      at = start;
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      number(utf8.length);
      fixed(utf8);
    }
  }

  void optional(@Nullable String text) {
    number(text == null ? 0 : 1);
    if (text != null) {
      text(text);
    }
  }

  void fixed(byte[] value) {
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
  }

  /** The finished array. */
  byte[] bytes() {
    if (at != bytes.length) {
      throw new IllegalStateException("measured " + bytes.length + " bytes, wrote " + at);
    }
    return bytes;
  }

  private boolean wroteAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      bytes[at++] = (byte) c;
    }
    return true;
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (!Character.isSurrogate(c)) {
        length += c < 0x800 ? 1 : 2;
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        length += 2;
        i++;
      }
    }
    return length;
  }
}
