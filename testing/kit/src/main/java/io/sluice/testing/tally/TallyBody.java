package io.sluice.testing.tally;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * The body of an event, which follows from its id alone, so that whoever finds it stored can tell
 * whether every byte is as it was signed. Only its beginning is an array of its own, so that a
 * thousand large ones cost little memory.
 */
final class TallyBody {
  private static final byte[] END = ascii("\"}");
  private static final byte[] FILLER = ascii("x".repeat(64 * 1_024));

  private final byte[] start;
  private final int fillerBytes;

  private TallyBody(byte[] start, int fillerBytes) {
    this.start = start;
    this.fillerBytes = fillerBytes;
  }

  /** The body of this event, as long as wanted or as it has to be. */
  static TallyBody of(TallyId id, int bytes) {
    byte[] start =
        ascii(
            """
            {"ref":"refs/heads/main","after":"%s","repository":{"full_name":"%s"},"filler":"\
            """
                .formatted(id.text(), id.repository()));
    return new TallyBody(start, Math.max(0, bytes - start.length - END.length));
  }

  int length() {
    return start.length + fillerBytes + END.length;
  }

  byte[] sign(Mac mac) {
    mac.update(start);
    for (int left = fillerBytes; left > 0; left -= FILLER.length) {
      mac.update(FILLER, 0, Math.min(left, FILLER.length));
    }
    return mac.doFinal(END);
  }

  /** Writes bytes {@code from} to {@code to}, the latter not included. */
  void write(OutputStream out, int from, int to) throws IOException {
    int fillerEnd = start.length + fillerBytes;
    write(out, start, from, Math.min(to, start.length));
    int at = Math.max(from, start.length);
    while (at < Math.min(to, fillerEnd)) {
      int size = Math.min(FILLER.length, Math.min(to, fillerEnd) - at);
      out.write(FILLER, 0, size);
      at += size;
    }
    write(out, END, Math.max(from, fillerEnd) - fillerEnd, to - fillerEnd);
  }

  private static void write(OutputStream out, byte[] bytes, int from, int to) throws IOException {
    if (from < to) {
      out.write(bytes, from, to - from);
    }
  }

  /** Whether these bytes stand somewhere in the value of a record, whatever is around them. */
  boolean standsIn(byte[] value) {
    for (int at = 0; at + length() <= value.length; at++) {
      if (value[at] == start[0] && standsAt(value, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean standsAt(byte[] value, int at) {
    int fillerAt = at + start.length;
    int endAt = fillerAt + fillerBytes;
    if (!Arrays.equals(value, at, fillerAt, start, 0, start.length)
        || !Arrays.equals(value, endAt, endAt + END.length, END, 0, END.length)) {
      return false;
    }
    for (int i = fillerAt; i < endAt; i++) {
      if (value[i] != 'x') {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
