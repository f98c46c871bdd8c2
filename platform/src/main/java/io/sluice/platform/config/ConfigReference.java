package io.sluice.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a configuration file may say, found out by running the code that reads it against sections
 * that only listen. So the reference cannot differ from the reading.
 */
public final class ConfigReference {

  private final List<ConfigKey> keys;

  private ConfigReference(List<ConfigKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Listens to a reader, once for every answer to its flags and choices.
   *
   * @throws IllegalStateException if the reader refuses the placeholders it gets for required
   *     values: it should note a {@link Section#fault} instead of throwing
   */
  public static ConfigReference of(Function<Section, ?> reader) {
    KeyBook book = new KeyBook();
    Exploration exploration = new Exploration();
    exploration.run(first -> {
      try {
        new ListeningSection("", book, exploration).readBy(reader);
      } catch (IllegalArgumentException e) {
        if (first) {
          throw new IllegalStateException("the reader must not throw on placeholders", e);
        }
      }
    });
    return new ConfigReference(book.keys());
  }

  /** The keys of the root, each with those below it. */
  public List<ConfigKey> keys() {
    return keys;
  }

  /** All keys in one list, each with its whole path, such as {@code sources.<name>.scheme}. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    addRows("", keys, rows);
    return rows;
  }

  /** A table of all keys for people. */
  public String markdown() {
    return ReferenceMarkdown.of(rows());
  }

  /** A JSON Schema (2020-12) for editors. */
  public String jsonSchema() {
    return ReferenceSchema.of(keys).encodePrettily() + "\n";
  }

  /** A key with its whole path. */
  public record Row(String path, ConfigKey key) {}

  private static void addRows(String path, List<ConfigKey> keys, List<Row> rows) {
    for (ConfigKey key : keys) {
      String here = path + key.name();
      rows.add(new Row(here, key));
      switch (key.type()) {
        case KeyType.Nested nested -> addRows(here + ".", nested.keys(), rows);
        case KeyType.Listed listed -> addRows(here + "[].", listed.keys(), rows);
        case KeyType.Named named -> addRows(here + ".<name>.", named.keys(), rows);
        case KeyType.Text text -> {}
        case KeyType.Flag flag -> {}
        case KeyType.Whole number -> {}
        case KeyType.Size size -> {}
        case KeyType.Span span -> {}
        case KeyType.Choice choice -> {}
        case KeyType.Texts texts -> {}
        case KeyType.TextMap textMap -> {}
        case KeyType.Secrets secrets -> {}
      }
    }
  }
}
