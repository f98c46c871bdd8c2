package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Names and values as forms and queries write them (WHATWG URL, application/x-www-form-urlencoded).
 * A percent sign that starts no escape stands for itself.
 */
final class UrlEncoded {

  /** The longest encoded form of a text that may be a fact: nine bytes for each char. */
  private static final int ENCODED_BYTES_MAX = 9 * Selector.TEXT_CHARS_MAX;

  private UrlEncoded() {}

  /** The first value of this name, or null when there is none, or an empty or an overlong one. */
  static @Nullable String find(byte[] pairs, String name) {
    int start = 0;
    while (start < pairs.length) {
      int end = indexOf(pairs, '&', start, pairs.length);
      int equals = indexOf(pairs, '=', start, end);
      if (name.equals(decoded(pairs, start, equals))) {
        String value = decoded(pairs, Math.min(equals + 1, end), end);
        return value == null || value.isEmpty() ? null : value;
      }
      start = end + 1;
    }
    return null;
  }

  private static int indexOf(byte[] in, char wanted, int from, int to) {
    int at = from;
    while (at < to && in[at] != wanted) {
      at++;
    }
    return at;
  }

  private static @Nullable String decoded(byte[] in, int from, int to) {
    if (to - from > ENCODED_BYTES_MAX) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    int at = from;
    while (at < to) {
      int escaped = escaped(in, at, to);
      if (escaped >= 0) {
        out.write(escaped);
        at += 3;
      } else {
        out.write(in[at] == '+' ? ' ' : in[at]);
        at++;
      }
    }
    String text = out.toString(UTF_8);
    return text.length() > Selector.TEXT_CHARS_MAX ? null : text;
  }

  private static int escaped(byte[] in, int at, int to) {
    if (in[at] != '%' || at + 2 >= to) {
      return -1;
    }
    int high = Character.digit(in[at + 1], 16);
    int low = Character.digit(in[at + 2], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
