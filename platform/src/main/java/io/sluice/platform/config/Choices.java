package io.sluice.platform.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the constants of an enum are written in a file: in lower case, with dashes. */
final class Choices {

  private Choices() {}

  static List<String> of(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Choices::written).toList();
  }

  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
