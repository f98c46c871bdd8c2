package io.sluice.platform.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys of one section, gathered over several runs of its reader: a reader that asks for other
 * keys after another choice is run once for each choice.
 */
final class KeyBook {

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private int runs;

  /** Notes a key; the first run that asks for it says what it is. */
  void note(String name, KeyType type, boolean required, List<String> fallback, String doc) {
    rows.computeIfAbsent(name, n -> new Row(required, fallback, doc, book -> type));
  }

  /** Notes a key with keys below it, whose book is returned. */
  KeyBook noteSection(
      String name, boolean required, Function<List<ConfigKey>, KeyType> type, String doc) {
    Row row =
        rows.computeIfAbsent(
            name, n -> new Row(required, List.of(), doc, book -> type.apply(book.keys())));
    return row.below;
  }

  /** Notes that a reader ran to its end and which keys it asked for. */
  void finished(Set<String> asked) {
    runs++;
    asked.forEach(name -> {
      Row row = rows.get(name);
      if (row != null) {
        row.runs++;
      }
    });
  }

  /** The keys; one is required only when every run of the reader asked for it as such. */
  List<ConfigKey> keys() {
    List<ConfigKey> keys = new ArrayList<>();
    rows.forEach((name, row) -> {
      KeyType type = row.type.apply(row.below);
      boolean always = row.required && row.runs == runs;
      keys.add(new ConfigKey(name, type, always && needed(type), row.fallback, row.doc));
    });
    return keys;
  }

  /** A section must be there only when something in it must. */
  private static boolean needed(KeyType type) {
    return !(type instanceof KeyType.Nested nested)
        || nested.keys().stream().anyMatch(ConfigKey::required);
  }

  private static final class Row {
    private final boolean required;
    private final List<String> fallback;
    private final String doc;
    private final Function<KeyBook, KeyType> type;
    private final KeyBook below = new KeyBook();
    private int runs;

    Row(boolean required, List<String> fallback, String doc, Function<KeyBook, KeyType> type) {
      this.required = required;
      this.fallback = fallback;
      this.doc = doc;
      this.type = type;
    }
  }
}
