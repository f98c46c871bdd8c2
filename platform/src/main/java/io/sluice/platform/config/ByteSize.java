package io.sluice.platform.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes as people write it: {@code 512}, {@code 64KiB} (1024s) or {@code 1MB} (1000s).
 *
 * @param bytes the number, never negative
 */
public record ByteSize(long bytes) {

  /** What {@link #parse} takes, for schemas and faults. */
  public static final String PATTERN = "^[0-9]{1,19}(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?$";

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,19})([A-Za-z]*)");

  /** From the largest to the smallest, so that printing finds the shortest exact form. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("TiB", 1L << 40),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GiB", 1L << 30),
          new Unit("GB", 1_000_000_000L),
          new Unit("MiB", 1L << 20),
          new Unit("MB", 1_000_000L),
          new Unit("KiB", 1L << 10),
          new Unit("KB", 1_000L),
          new Unit("B", 1L));

  /** Refuses a negative number. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is never negative: " + bytes);
    }
  }

  /** The size written in a text; empty where the text is none or no {@code long} can hold it. */
  public static Optional<ByteSize> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    String unit = written.group(2).isEmpty() ? "B" : written.group(2);
    try {
      long count = Long.parseLong(written.group(1));
      return UNITS.stream()
          .filter(each -> each.name().equals(unit))
          .findFirst()
          .map(each -> new ByteSize(Math.multiplyExact(count, each.bytes())));
    } catch (NumberFormatException | ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }

  /** The shortest exact form, which {@link #parse} reads back. */
  @Override
  public String toString() {
    for (Unit unit : UNITS) {
      if (bytes > 0 && unit.bytes() > 1 && bytes % unit.bytes() == 0) {
        return bytes / unit.bytes() + unit.name();
      }
    }
    return Long.toString(bytes);
  }

  private record Unit(String name, long bytes) {}
}
