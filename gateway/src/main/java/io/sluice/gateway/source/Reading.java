package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.platform.config.Section;

/** Turns what could not be read into a fault of its key. */
final class Reading {

  private Reading() {}

  static <T> T orFault(Section section, String key, Parsed<T> parsed, T fallback) {
    return switch (parsed) {
      case Parsed.Good<T>(T value) -> value;
      case Parsed.Bad<T>(String why) -> {
        if (section.has(key)) {
          section.fault(key, why); // that it is missing has been told
        }
        yield fallback;
      }
    };
  }
}
