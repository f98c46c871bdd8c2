package io.sluice.gateway.limits;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The elements of a comma-separated header, the last one first.
 *
 * <p>Reading from the right also decides what is quoted. Whatever an untrusted caller wrote on the
 * left, a quote without end for example, cannot change what a proxy added behind it.
 */
final class ElementsFromRight implements Iterator<String> {

  private final List<String> lines;
  private int linesLeft;
  private int end = -1;

  ElementsFromRight(List<String> lines) {
    this.lines = lines;
    this.linesLeft = lines.size();
    nextLine();
  }

  @Override
  public boolean hasNext() {
    return end >= 0;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String line = lines.get(linesLeft);
    int comma = commaBefore(line, end);
    String element = line.substring(comma + 1, end).strip();
    if (comma < 0) {
      nextLine();
    } else {
      end = comma;
    }
    return element;
  }

  private void nextLine() {
    linesLeft--;
    end = linesLeft < 0 ? -1 : lines.get(linesLeft).length();
  }

  /** Where the element ending at {@code end} has its comma, or -1 at the start of the line. */
  private static int commaBefore(String line, int end) {
    boolean quoted = false;
    for (int at = end - 1; at >= 0; at--) {
      char c = line.charAt(at);
      if (c == '"' && !isEscaped(line, at)) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isEscaped(String line, int at) {
    int before = at;
    while (before > 0 && line.charAt(before - 1) == '\\') {
      before--;
    }
    return (at - before) % 2 == 1;
  }
}
