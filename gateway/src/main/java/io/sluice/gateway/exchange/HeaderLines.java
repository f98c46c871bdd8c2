package io.sluice.gateway.exchange;

import java.util.List;
import java.util.function.BiConsumer;

/** The header lines of one request in the order they came. Names compare without regard to case. */
public interface HeaderLines {

  /** The values of every line of this name, in order; empty when there is none. */
  List<String> all(String name);

  /** Hands every line to {@code line}, name and value as received. */
  void forEach(BiConsumer<String, String> line);

  /** Header lines from pairs of name and value. */
  static HeaderLines of(String... namesAndValues) {
    return ListedHeaderLines.of(List.of(namesAndValues));
  }

  /** Whether this text may be a header name (RFC 9110, token). */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c ->
                (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
