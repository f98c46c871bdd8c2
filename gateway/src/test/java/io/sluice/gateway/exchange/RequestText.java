package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests as text, for fuzzers: {@code METHOD TARGET UNIX-TIME}, header lines, an empty line and
 * the body. Any bytes are a request; what is missing in them is filled in.
 */
public final class RequestText {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

  private RequestText() {}

  /** The request that these bytes say. */
  public static RawRequest read(byte[] data) {
    String text = new String(data, ISO_8859_1);
    int blank = text.indexOf("\n\n");
    int end = blank < 0 ? text.length() : blank;
    String[] lines = text.substring(0, end).split("\n", -1);
    String[] start = lines[0].split(" ", 3);
    List<String> headers = new ArrayList<>();
    for (String line : List.of(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.addAll(List.of(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    return Requests.of(
        start[0].isEmpty() ? "POST" : start[0],
        start.length > 1 ? start[1] : "/",
        HeaderLines.of(headers.toArray(String[]::new)),
        Arrays.copyOfRange(data, Math.min(end + 2, data.length), data.length),
        start.length > 2 && SECONDS.matcher(start[2]).matches()
            ? Instant.ofEpochSecond(Long.parseLong(start[2]))
            : Requests.NOW);
  }

  /** The bytes that say a request; header lines are pairs of name and value. */
  public static byte[] of(
      String method, String target, long at, List<String> headers, byte[] body) {
    StringBuilder head = new StringBuilder(method + " " + target + " " + at + "\n");
    for (int i = 0; i < headers.size(); i += 2) {
      head.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append('\n');
    }
    byte[] start = head.append('\n').toString().getBytes(ISO_8859_1);
    byte[] whole = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  /** The first line of an input, and what follows it. */
  public static Parts parts(byte[] data) {
    int end = 0;
    while (end < data.length && data[end] != '\n') {
      end++;
    }
    return new Parts(
        Arrays.copyOf(data, end),
        Arrays.copyOfRange(data, Math.min(end + 1, data.length), data.length));
  }

  /**
   * An input of two parts.
   *
   * @param line its first line, without the line end
   * @param rest what follows it
   */
  public record Parts(byte[] line, byte[] rest) {}
}
