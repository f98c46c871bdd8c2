package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and values as forms and queries write them (WHATWG URL, application/x-www-form-urlencoded).
 * A percent sign that starts no escape stands for itself.
 */
public final class UrlEncoded {

  private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private UrlEncoded() {}

  /** One name with its value. */
  public record Pair(String name, String value) {}

  /** Whether the headers say that the body is a form. */
  public static boolean isForm(HeaderLines headers) {
    List<String> types = headers.all("content-type");
    return !types.isEmpty()
        && MEDIA_TYPE.equalsIgnoreCase(types.getFirst().split(";", 2)[0].strip());
  }

  /** The decoded name of one pair. */
  public static String name(String pair) {
    byte[] bytes = pair.getBytes(UTF_8);
    return decoded(bytes, 0, indexOf(bytes, '=', 0, bytes.length));
  }

  /** All pairs, decoded, in order. */
  public static List<Pair> pairs(byte[] encoded) {
    List<Pair> pairs = new ArrayList<>();
    int start = 0;
    while (start < encoded.length) {
      int end = indexOf(encoded, '&', start, encoded.length);
      int equals = indexOf(encoded, '=', start, end);
      if (end > start) {
        pairs.add(
            new Pair(
                decoded(encoded, start, equals), decoded(encoded, Math.min(equals + 1, end), end)));
      }
      start = end + 1;
    }
    return pairs;
  }

  /** The first value of this name, or null when there is none. */
  static @Nullable String find(byte[] encoded, String name) {
    int start = 0;
    while (start < encoded.length) {
      int end = indexOf(encoded, '&', start, encoded.length);
      int equals = indexOf(encoded, '=', start, end);
      if (name.equals(decoded(encoded, start, equals))) {
        return decoded(encoded, Math.min(equals + 1, end), end);
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

  private static String decoded(byte[] in, int from, int to) {
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
    return out.toString(UTF_8);
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
