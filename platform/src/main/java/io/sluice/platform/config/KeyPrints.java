package io.sluice.platform.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A digest of each value in a configuration file, by its path. Tells what differs between two
 * readings without keeping what they said. The digest of a reference to a secret covers the file
 * that it leads to.
 */
public final class KeyPrints {

  /** Those of a file without keys. */
  public static final KeyPrints NONE = new KeyPrints(Map.of());

  private final Map<String, String> byPath;

  private KeyPrints(Map<String, String> byPath) {
    this.byPath = byPath;
  }

  /**
   * @param behind the digest of the file that a text refers to, or an empty text
   */
  static KeyPrints of(Yaml.Mapping root, UnaryOperator<String> behind) {
    Map<String, String> prints = new HashMap<>();
    add("", root, behind, prints);
    return new KeyPrints(prints);
  }

  private static void add(
      String prefix, Yaml.Mapping mapping, UnaryOperator<String> behind, Map<String, String> to) {
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (entry.value() instanceof Yaml.Mapping nested) {
            add(prefix + key + ".", nested, behind, to);
          } else {
            to.put(prefix + key, Digest.of(written(entry.value(), behind)));
          }
        });
  }

  /** One spelling for each value, whatever its place and layout in the file. */
  private static String written(Yaml value, UnaryOperator<String> behind) {
    return switch (value) {
      case Yaml.Scalar scalar when scalar.isNothing() -> "~";
      case Yaml.Scalar(_, String text, _) -> text.length() + ":" + text + "@" + behind.apply(text);
      case Yaml.Listing(_, var items) ->
          items.stream()
              .map(item -> written(item, behind))
              .collect(Collectors.joining(",", "[", "]"));
      case Yaml.Mapping(_, var entries) ->
          entries.entrySet().stream()
              .map(e ->
                  e.getKey().length() + ":" + e.getKey() + written(e.getValue().value(), behind))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  /** The paths that only one of the two has, or that have another value in the other. */
  public SortedSet<String> differing(KeyPrints other) {
    SortedSet<String> paths = new TreeSet<>(byPath.keySet());
    paths.addAll(other.byPath.keySet());
    paths.removeIf(path -> Objects.equals(byPath.get(path), other.byPath.get(path)));
    return paths;
  }
}
