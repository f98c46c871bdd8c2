package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How bytes are written as text. */
public enum TextEncoding {
  /** The text is the bytes. */
  UTF8,
  /** Two digits a byte. */
  HEX,
  /** RFC 4648 section 4. */
  BASE64,
  /** RFC 4648 section 5, written without padding. */
  BASE64URL;

  /** A signature of 4096 bits in hex. */
  private static final int TEXT_CHARS_MAX = 1024;

  /** The bytes as text. */
  String encode(byte[] bytes) {
    return switch (this) {
      case UTF8 -> new String(bytes, UTF_8);
      case HEX -> HexFormat.of().formatHex(bytes);
      case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    };
  }

  /** The bytes of a text from our own configuration, or null: either case, padding or none. */
  byte @Nullable [] decode(String text) {
    try {
      return switch (this) {
        case UTF8 -> text.getBytes(UTF_8);
        case HEX -> HexFormat.of().parseHex(text);
        case BASE64 -> Base64.getDecoder().decode(text);
        case BASE64URL -> Base64.getUrlDecoder().decode(text);
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The bytes of a text from a stranger, or null unless it is the one text that {@link #encode}
   * makes of them.
   *
   * <p>So every signature has one spelling: hex in lower case, base64 with its padding and with
   * zeros in the unused bits. Providers send nothing else, their own libraries compare the texts,
   * and a request cannot be made to look different while staying valid.
   */
  byte @Nullable [] decodeStrictly(String text) {
    byte[] bytes = decode(text);
    return bytes != null && encode(bytes).equals(text) ? bytes : null;
  }

  /** Whether a text of this length can be this many bytes; for UTF-8 any length is possible. */
  boolean fits(String text, int bytes) {
    if (bytes == Algorithm.VARIES) {
      return text.length() <= TEXT_CHARS_MAX;
    }
    return switch (this) {
      case UTF8 -> true;
      case HEX -> text.length() == 2 * bytes;
      case BASE64 -> text.length() == (bytes + 2) / 3 * 4;
      case BASE64URL -> text.length() == (bytes * 4 + 2) / 3;
    };
  }
}
