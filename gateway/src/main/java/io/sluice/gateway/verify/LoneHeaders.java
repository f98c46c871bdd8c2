package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.HeaderLines;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads headers that must stand alone, and remembers the first one that does not. */
final class LoneHeaders {

  private final Function<String, List<String>> lines;
  private Optional<Refusal> fault = Optional.empty();

  LoneHeaders(HeaderLines lines) {
    this(lines::all);
  }

  /** Reads the headers whose values are what {@code lines} gives for a name. */
  LoneHeaders(Function<String, List<String>> lines) {
    this.lines = lines;
  }

  /** The value of the only line of this name; the empty text when there is a fault. */
  String value(String name) {
    List<String> values = lines.apply(name);
    if (values.size() != 1) {
      note(values.isEmpty() ? Refusal.MISSING_HEADER : Refusal.REPEATED_HEADER);
      return "";
    }
    String value = values.getFirst();
    if (value.isEmpty() || !isLatin1(value)) {
      note(Refusal.MALFORMED_HEADER);
      return "";
    }
    return value;
  }

  private static boolean isLatin1(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 0xFF) {
        return false;
      }
    }
    return true;
  }

  void note(Refusal reason) {
    fault = fault.or(() -> Optional.of(reason));
  }

  /** The first fault, if there was one. */
  Optional<Refusal> fault() {
    return fault;
  }
}
