package io.sluice.platform.log;

import java.util.HexFormat;

/**
 * Text made harmless: nothing in it can end a line, move a cursor, or turn the direction of
 * reading, so that nobody can forge a log line or hide one.
 */
final class Escaped {

  static final int LENGTH_MAX = 16 * 1024;
  private static final HexFormat HEX = HexFormat.of();

  private Escaped() {}

  /** Appends a text as it stands between the quotes of a JSON string. */
  static void appendQuotable(String text, StringBuilder out) {
    append(text, true, out);
  }

  /** Appends a text for people, without escapes for quotes. */
  static void appendReadable(String text, StringBuilder out) {
    append(text, false, out);
  }

  private static void append(String text, boolean quotable, StringBuilder out) {
    int length = Math.min(text.length(), LENGTH_MAX);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append(quotable ? "\\" : "").append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendOther(c, isUnsafe(c) || isLoneSurrogate(c, text, i, length), out);
      }
    }
    if (text.length() > length) {
      out.append("… (").append(text.length() - length).append(" more)");
    }
  }

  private static void appendOther(char c, boolean unsafe, StringBuilder out) {
    if (unsafe) {
      out.append("\\u").append(HEX.toHexDigits(c));
    } else {
      out.append(c);
    }
  }

  private static boolean isUnsafe(char c) {
    if (c >= ' ' && c < 0x7F) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isLoneSurrogate(char c, String text, int at, int length) {
    if (Character.isHighSurrogate(c)) {
      return at + 1 >= length || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
