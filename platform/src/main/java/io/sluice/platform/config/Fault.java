package io.sluice.platform.config;

import java.util.Locale;

/**
 * One thing that is wrong in a configuration file, and where. Prints as one line that editors and
 * terminals can jump to.
 *
 * @param file the name of the file
 * @param line the line, counted from 1
 * @param column the column, counted from 1
 * @param path where the value stands, such as {@code sources.github.secrets}; empty for the file
 * @param message what is wrong and what to write instead; never the value of a secret
 */
public record Fault(String file, int line, int column, String path, String message) {

  private static final int PRINTED_LENGTH_MAX = 400;

  /** Makes the texts printable, because parts of them come from the file. */
  public Fault {
    path = printable(path);
    message = printable(message);
  }

  @Override
  public String toString() {
    String place = file + ":" + line + ":" + column + " ";
    return path.isEmpty() ? place + message : place + path + ": " + message;
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().limit(PRINTED_LENGTH_MAX).forEach(c -> appendPrintable(out, c));
    return text.codePointCount(0, text.length()) > PRINTED_LENGTH_MAX
        ? out.append('…').toString()
        : out.toString();
  }

  private static void appendPrintable(StringBuilder out, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          out.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
      default -> out.appendCodePoint(codePoint);
    }
  }
}
