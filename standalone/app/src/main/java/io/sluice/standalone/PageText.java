package io.sluice.standalone;

import java.util.List;

/** A page for a terminal: headings, and paragraphs that are indented and wrapped below them. */
final class PageText {

  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  /** A line at the margin, with an empty one before it. */
  PageText heading(String line) {
    text.append(text.isEmpty() ? "" : "\n").append(line).append('\n');
    return this;
  }

  /** A paragraph. */
  PageText paragraph(String words) {
    return wrapped(INDENT, INDENT, words);
  }

  /** Paragraphs, each with a dash; nothing at all where there is none. */
  PageText items(String heading, List<String> items) {
    if (!items.isEmpty()) {
      var _ = heading(heading);
      items.forEach(item -> wrapped(INDENT + "- ", INDENT + "  ", item));
    }
    return this;
  }

  /** A paragraph behind a word of its own. */
  PageText entry(String word, String words) {
    return wrapped(INDENT + "%-10s ".formatted(word), INDENT + " ".repeat(11), words);
  }

  /** Lines that must stay as they are. */
  PageText verbatim(String lines) {
    lines.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
    return this;
  }

  private PageText wrapped(String first, String next, String words) {
    StringBuilder line = new StringBuilder(first);
    int empty = first.length();
    for (String word : words.split(" ", -1)) {
      if (line.length() > empty && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line.setLength(0);
        line.append(next);
        empty = next.length();
      }
      line.append(line.length() > empty ? " " : "").append(word);
    }
    text.append(line).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
