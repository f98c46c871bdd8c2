package io.sluice.platform.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration reference as a Markdown table. */
final class ReferenceMarkdown {

  private ReferenceMarkdown() {}

  static String of(List<ConfigReference.Row> rows) {
    return "| Key | Type | Default | What it is for |\n|---|---|---|---|\n"
        + rows.stream().map(ReferenceMarkdown::line).collect(Collectors.joining());
  }

  private static String line(ConfigReference.Row row) {
    ConfigKey key = row.key();
    return "| "
        + String.join(
            " | ",
            code(row.path()),
            type(key.type()),
            key.required() ? "**required**" : fallback(key),
            escaped(key.doc()))
        + " |\n";
  }

  private static String type(KeyType type) {
    return switch (type) {
      case KeyType.Text text -> "text";
      case KeyType.Flag flag -> "`true` or `false`";
      case KeyType.Whole n -> "whole number, %d to %d".formatted(n.min(), n.max());
      case KeyType.Size s ->
          "size, %s to %s".formatted(new ByteSize(s.min()), new ByteSize(s.max()));
      case KeyType.Span s ->
          "duration, %s to %s".formatted(new TimeSpan(s.min()), new TimeSpan(s.max()));
      case KeyType.Choice choice ->
          choice.allowed().stream()
              .map(ReferenceMarkdown::code)
              .collect(Collectors.joining(", ", "one of ", ""));
      case KeyType.Texts texts -> "list of texts";
      case KeyType.TextMap textMap -> "mapping of texts";
      case KeyType.Secrets secrets -> "references to secrets (`env:NAME`, `file:PATH`)";
      case KeyType.Nested nested -> "section";
      case KeyType.Listed listed -> "list of sections";
      case KeyType.Named named -> "sections by name";
    };
  }

  private static String fallback(ConfigKey key) {
    if (key.type() instanceof KeyType.Texts) {
      return code("[" + String.join(", ", key.fallback()) + "]");
    }
    return key.fallback().isEmpty() ? "" : code(shown(key.fallback().getFirst()));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "\"\"" : text;
  }

  private static String code(String text) {
    return "`" + escaped(text) + "`";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
