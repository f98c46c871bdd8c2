package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of a form body (WHATWG URL, application/x-www-form-urlencoded), of any length. */
public final class FormFields {

  private FormFields() {}

  /**
   * The decoded bytes of the first field of this name, such as a list of events in JSON; null when
   * there is none. A percent sign that starts no escape stands for itself.
   */
  public static byte @Nullable [] value(byte[] form, String name) {
    byte[] wanted = name.getBytes(UTF_8);
    int start = 0;
    while (start < form.length) {
      int end = indexOf(form, '&', start, form.length);
      int equals = indexOf(form, '=', start, end);
      if (Arrays.equals(wanted, decoded(form, start, equals))) {
        return decoded(form, Math.min(equals + 1, end), end);
      }
      start = end + 1;
    }
    return null;
  }

  static PayloadVerdict check(byte[] body) {
    for (int at = 0; at < body.length; at++) {
      if (body[at] == '%' && escaped(body, at, body.length) < 0) {
        return new Faulty("has a percent sign that starts no escape at byte " + at);
      }
    }
    boolean text = Utf8.faultAt(decoded(body, 0, body.length)) < 0;
    return text ? new Sound() : new Faulty("is not UTF-8 when decoded");
  }

  private static int indexOf(byte[] in, char wanted, int from, int to) {
    int at = from;
    while (at < to && in[at] != wanted) {
      at++;
    }
    return at;
  }

  private static byte[] decoded(byte[] in, int from, int to) {
    byte[] out = new byte[to - from];
    int length = 0;
    int at = from;
    while (at < to) {
      int escaped = escaped(in, at, to);
      if (escaped >= 0) {
        out[length++] = (byte) escaped;
        at += 3;
      } else {
        out[length++] = in[at] == '+' ? (byte) ' ' : in[at];
        at++;
      }
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
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
