package io.sluice.gateway.journal;

import java.util.Locale;

/**
 * A segment that waits to be written. Each has a name of its own: the next one may be made before
 * the writer has given this one the name of its records.
 */
record Spare(String name, DiskFile file) {

  private static final String SUFFIX = ".spare";

  static String nameOf(long number) {
    return String.format(Locale.ROOT, "%016x%s", number, SUFFIX);
  }

  static boolean isSpare(String name) {
    return name.endsWith(SUFFIX);
  }
}
