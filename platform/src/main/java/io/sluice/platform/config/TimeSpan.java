package io.sluice.platform.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as people write it: {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 7d}.
 *
 * @param duration the duration in whole milliseconds, never negative
 */
public record TimeSpan(Duration duration) {

  /** What {@link #parse} takes, for schemas and faults. */
  public static final String PATTERN = "^[0-9]{1,18}(ms|s|m|h|d)$";

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)");

  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", 86_400_000),
          new Unit("h", 3_600_000),
          new Unit("m", 60_000),
          new Unit("s", 1_000),
          new Unit("ms", 1));

  /** Refuses what cannot be written in milliseconds. */
  public TimeSpan {
    if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException("not whole milliseconds from 0 up: " + duration);
    }
  }

  /** The duration in a text; empty where the text is none or its milliseconds overflow. */
  public static Optional<TimeSpan> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    try {
      long count = Long.parseLong(written.group(1));
      return UNITS.stream()
          .filter(each -> each.name().equals(written.group(2)))
          .findFirst()
          .map(each -> Math.multiplyExact(count, each.millis()))
          .map(millis -> new TimeSpan(Duration.ofMillis(millis)));
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }

  /** The shortest exact form, which {@link #parse} reads back. */
  @Override
  public String toString() {
    long millis = duration.toMillis();
    for (Unit unit : UNITS) {
      if (millis > 0 && millis % unit.millis() == 0) {
        return millis / unit.millis() + unit.name();
      }
    }
    return "0s";
  }

  private record Unit(String name, long millis) {}
}
