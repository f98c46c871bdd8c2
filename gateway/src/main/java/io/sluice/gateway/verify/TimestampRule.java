package io.sluice.gateway.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Where the signed time stands and how far it may be from now.
 *
 * @param place the header, or the item of the signature header
 * @param unit what the number counts
 * @param tolerance the largest allowed distance, in the past as in the future
 */
public record TimestampRule(Place place, Unit unit, Duration tolerance) {

  /** Fifteen digits are the year 31 million in seconds: no sum below can overflow. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  /** Where the time stands. */
  public sealed interface Place {

    /** A header of its own. */
    record InHeader(String name) implements Place {}

    /** An item of the signature header. */
    record InItem(String name) implements Place {}
  }

  /** What a timestamp counts since 1970. */
  public enum Unit {
    SECONDS,
    MILLIS;

    private long of(Instant time) {
      return this == SECONDS ? time.getEpochSecond() : time.toEpochMilli();
    }

    private long of(Duration length) {
      return this == SECONDS ? length.toSeconds() : length.toMillis();
    }
  }

  /** Judges the text of a timestamp, which must be digits and nothing else. */
  Proof judge(String text, Instant now) {
    if (!DIGITS.matcher(text).matches()) {
      return new Proof.Refuted(Refusal.MALFORMED_HEADER);
    }
    long age = unit.of(now) - Long.parseLong(text);
    long limit = unit.of(tolerance);
    if (age > limit) {
      return new Proof.Refuted(Refusal.STALE_TIMESTAMP);
    }
    return age < -limit ? new Proof.Refuted(Refusal.FUTURE_TIMESTAMP) : new Proof.Proven();
  }

  /** The text of a timestamp for this time. */
  String write(Instant time) {
    return Long.toString(unit.of(time));
  }

  TimestampRule withTolerance(Duration other) {
    return new TimestampRule(place, unit, other);
  }
}
