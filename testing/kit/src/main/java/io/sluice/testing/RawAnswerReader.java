package io.sluice.testing;

import io.sluice.testing.RawAnswer.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads HTTP/1.1 answers, and not a byte more than each has. */
public final class RawAnswerReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: (.*))?");

  private final InputStream in;

  public RawAnswerReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next answer, which is garbled or a response.
   *
   * @param withBody false for the answer to a HEAD request
   * @throws NumberFormatException when a length is none
   */
  public RawAnswer read(boolean withBody) throws IOException {
    String statusLine = line();
    Matcher status = STATUS_LINE.matcher(statusLine);
    if (!status.matches()) {
      return new RawAnswer.Garbled(statusLine);
    }
    List<Header> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        return new RawAnswer.Garbled(line);
      }
      headers.add(
          new Header(
              line.substring(0, colon).toLowerCase(Locale.ROOT),
              line.substring(colon + 1).strip()));
    }
    int code = Integer.parseInt(status.group(1));
    boolean hasBody = withBody && code >= 200 && code != 204 && code != 304;
    String reason = status.group(2) == null ? "" : status.group(2);
    byte[] body = hasBody ? body(headers) : new byte[0];
    return new RawAnswer.Response(code, reason, List.copyOf(headers), body);
  }

  private byte[] body(List<Header> headers) throws IOException {
    for (Header header : headers) {
      if (header.name().equals("transfer-encoding")) {
        return chunks();
      }
    }
    for (Header header : headers) {
      if (header.name().equals("content-length")) {
        return bytes(Integer.parseInt(header.value()));
      }
    }
    return untilEnd();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      all.writeBytes(bytes(size));
      if (size == 0) {
        skipTrailers();
        return all.toByteArray();
      }
      line();
    }
  }

  private void skipTrailers() throws IOException {
    String line = line();
    while (!line.isEmpty()) {
      line = line();
    }
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the body ended early");
    }
    return bytes;
  }

  private byte[] untilEnd() throws IOException {
    return in.readAllBytes();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = demand(); next != '\n'; next = demand()) {
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private int demand() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the answer ended early");
    }
    return next;
  }
}
