package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as RFC 3339 writes them. */
final class Rfc3339 {

  private static final byte[] TEMPLATE = "0000-00-00T00:00:00.000000Z".getBytes(US_ASCII);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Rfc3339() {}

  /** A time that can be written, cut to whole microseconds. */
  static Instant inMicros(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException("received in a year that RFC 3339 cannot write");
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** A time of the years 0 to 9999, in UTC with six digits after the second. */
  static byte[] utcMicros(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    byte[] text = TEMPLATE.clone();
    putNumber(utc.getYear(), text, 0, 4);
    putNumber(utc.getMonthValue(), text, 5, 7);
    putNumber(utc.getDayOfMonth(), text, 8, 10);
    putNumber(utc.getHour(), text, 11, 13);
    putNumber(utc.getMinute(), text, 14, 16);
    putNumber(utc.getSecond(), text, 17, 19);
    putNumber(utc.getNano() / 1_000, text, 20, 26);
    return text;
  }

  private static void putNumber(int number, byte[] text, int from, int to) {
    int rest = number;
    for (int i = to - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
