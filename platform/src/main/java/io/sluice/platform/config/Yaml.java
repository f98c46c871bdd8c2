package io.sluice.platform.config;

import java.util.List;
import java.util.Map;

/** A value of the file with its place: the parsed tree, free of the parser's own types. */
sealed interface Yaml {

  Spot spot();

  /** What the value is, in the words of a fault. */
  String described();

  /** Whether the file gives a key without a value. */
  default boolean isNothing() {
    return false;
  }

  /** A single value; {@code plain} when it was written without quotes. */
  record Scalar(Spot spot, String text, boolean plain) implements Yaml {

    private static final int SHOWN_LENGTH_MAX = 40;

    @Override
    public boolean isNothing() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    @Override
    public String described() {
      if (isNothing()) {
        return "nothing";
      }
      String shown =
          text.codePointCount(0, text.length()) > SHOWN_LENGTH_MAX
              ? text.substring(0, text.offsetByCodePoints(0, SHOWN_LENGTH_MAX)) + "…"
              : text;
      return plain ? "`" + shown + "`" : "the quoted text \"" + shown + "\"";
    }
  }

  /** A list. */
  record Listing(Spot spot, List<Yaml> items) implements Yaml {
    @Override
    public String described() {
      return "a list";
    }
  }

  /** A mapping, in the order of the file. */
  record Mapping(Spot spot, Map<String, Entry> entries) implements Yaml {
    @Override
    public String described() {
      return "a mapping";
    }
  }

  /** The value of one key and the place of the key itself. */
  record Entry(Spot spot, Yaml value) {}
}
