package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Selector;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the signed time stands and how far it may be from now.
 *
 * @param place where it stands
 * @param format how it is written
 * @param tolerance the largest allowed distance, if its age is checked at all
 */
public record TimestampRule(Place place, Format format, Optional<Tolerance> tolerance) {

  /** Fifteen digits are the year 31 million in seconds: no sum below can overflow. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  /** The grammar of RFC 3339; the platform also reads years, offsets and hours that it has not. */
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?!24)[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?"
              + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");

  /** How far a time may be from now; a distance of exactly this much is allowed. */
  public record Tolerance(Duration past, Duration future) {}

  /** Where the time stands. */
  public sealed interface Place {

    /** An item of the line with the signature. */
    record InItem(String name) implements Place {}

    /** A place of the request. */
    record At(Selector selector) implements Place {}

    /** The header of this place, if it is one. */
    default Optional<String> header() {
      return this instanceof At(Selector.Header(String name))
          ? Optional.of(name)
          : Optional.empty();
    }
  }

  /** How a time is written. */
  public enum Format {
    /** Seconds since 1970. */
    SECONDS,
    /** Milliseconds since 1970. */
    MILLIS,
    /** Date and time with an offset, as in 2026-11-23T08:30:00Z (RFC 3339). */
    RFC3339;

    private @Nullable Instant read(String text) {
      if (this == RFC3339) {
        return date(text);
      }
      if (!DIGITS.matcher(text).matches()) {
        return null;
      }
      long number = Long.parseLong(text);
      return this == SECONDS
          ? Instant.EPOCH.plus(Duration.ofSeconds(number))
          : Instant.EPOCH.plus(Duration.ofMillis(number));
    }

    private static @Nullable Instant date(String text) {
      try {
        return DATE.matcher(text).matches() ? Instant.parse(text) : null;
      } catch (DateTimeException e) {
        return null;
      }
    }

    private Instant rounded(Instant time) {
      return time.truncatedTo(this == MILLIS ? ChronoUnit.MILLIS : ChronoUnit.SECONDS);
    }
  }

  /** Judges the text of a timestamp, which must be a time and nothing else. */
  Proof judge(String text, Instant now) {
    Instant time = format.read(text);
    if (time == null) {
      return new Proof.Refuted(Refusal.MALFORMED_HEADER);
    }
    if (tolerance.isEmpty()) {
      return new Proof.Proven();
    }
    Duration age = Duration.between(format.rounded(time), format.rounded(now));
    if (age.compareTo(tolerance.get().past()) > 0) {
      return new Proof.Refuted(Refusal.STALE_TIMESTAMP);
    }
    return age.negated().compareTo(tolerance.get().future()) > 0
        ? new Proof.Refuted(Refusal.FUTURE_TIMESTAMP)
        : new Proof.Proven();
  }

  /** The text of a timestamp for this time. */
  String write(Instant time) {
    return switch (format) {
      case SECONDS -> Long.toString(time.getEpochSecond());
      case MILLIS -> Long.toString(time.toEpochMilli());
      case RFC3339 -> format.rounded(time).toString();
    };
  }

  /** With another tolerance, except for what is said of times that lie ahead alone. */
  TimestampRule withTolerance(Duration other) {
    Duration future =
        tolerance
            .map(Tolerance::future)
            .filter(ahead -> !ahead.equals(tolerance.get().past()))
            .orElse(other);
    return new TimestampRule(place, format, Optional.of(new Tolerance(other, future)));
  }
}
