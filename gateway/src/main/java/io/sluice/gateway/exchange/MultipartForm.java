package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a multipart/form-data body (RFC 7578), found without copying the others. */
final class MultipartForm {

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");
  private static final Pattern NAME =
      Pattern.compile(
          "(?im)^content-disposition:\\s*form-data[^\\r\\n]*;\\s*name=\"([^\"\\r\\n]*)\"");
  private static final int PARTS_MAX = 100;
  private static final String LINE_END = "\r\n";
  private static final byte[] BLANK_LINE = (LINE_END + LINE_END).getBytes(ISO_8859_1);

  private MultipartForm() {}

  /**
   * The content of the first part of this name, or null. A boundary is one only where a line begins
   * with it, as the standard has it; anywhere else it belongs to the content.
   */
  static byte @Nullable [] find(HeaderLines headers, byte[] body, String name) {
    byte[] delimiter = delimiter(headers);
    if (delimiter == null) {
      return null;
    }
    int from = firstPart(body, delimiter);
    for (int parts = 0; from >= 0 && parts < PARTS_MAX; parts++) {
      int end = indexOf(body, delimiter, from, body.length);
      if (end < 0) {
        return null;
      }
      int content = indexOf(body, BLANK_LINE, from, end);
      if (content >= 0 && isNamed(body, from, content, name)) {
        return Arrays.copyOfRange(body, content + BLANK_LINE.length, end);
      }
      from = end + delimiter.length;
    }
    return null;
  }

  /** Where the first part begins, or -1; no line has to end before the first boundary. */
  private static int firstPart(byte[] body, byte[] delimiter) {
    int dashes = delimiter.length - LINE_END.length();
    if (body.length >= dashes
        && Arrays.equals(body, 0, dashes, delimiter, LINE_END.length(), delimiter.length)) {
      return dashes;
    }
    int first = indexOf(body, delimiter, 0, body.length);
    return first < 0 ? -1 : first + delimiter.length;
  }

  private static byte @Nullable [] delimiter(HeaderLines headers) {
    List<String> types = headers.all("content-type");
    if (types.isEmpty()
        || !types.getFirst().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return null;
    }
    Matcher boundary = BOUNDARY.matcher(types.getFirst());
    if (!boundary.find()) {
      return null;
    }
    String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    return (LINE_END + "--" + text).getBytes(ISO_8859_1);
  }

  private static boolean isNamed(byte[] body, int from, int to, String name) {
    Matcher found = NAME.matcher(new String(body, from, to - from, ISO_8859_1));
    return found.find() && found.group(1).equals(name);
  }

  /** Looks no further than {@code to}, so that many parts take no longer than one. */
  private static int indexOf(byte[] in, byte[] wanted, int from, int to) {
    int last = to - wanted.length;
    for (int at = from; at <= last; at++) {
      if (Arrays.equals(in, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
