package io.sluice.gateway.edge;

import java.nio.charset.StandardCharsets;

/** Text from a provider, made fit for a header value: all but visible ASCII is percent-encoded. */
final class HeaderText {

  private HeaderText() {}

  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return encode(text);
      }
    }
    return text;
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && isPlain((char) b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%');
        encoded.append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(char c) {
    return c > ' ' && c < 0x7f && c != '%';
  }
}
