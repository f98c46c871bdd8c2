package io.sluice.gateway.verify;

import java.util.ArrayList;
import java.util.List;

/** How signatures, and sometimes a time, stand in one line. */
public sealed interface Layout {

  /** The texts that may be signatures, in order; empty when the line has another layout. */
  List<String> signatures(String line);

  /** The texts of a named item; empty in layouts that have no names. */
  List<String> items(String line, String name);

  /** The line with this signature. */
  String write(String signature);

  /** The whole line is the signature, after a fixed prefix such as {@code sha256=}. */
  record Whole(String prefix) implements Layout {
    @Override
    public List<String> signatures(String line) {
      return line.startsWith(prefix) ? List.of(line.substring(prefix.length())) : List.of();
    }

    @Override
    public List<String> items(String line, String name) {
      return List.of();
    }

    @Override
    public String write(String signature) {
      return prefix + signature;
    }
  }

  /**
   * Several signatures, each after a fixed prefix, in a list with blanks around that mean nothing.
   */
  record Listed(char separator, String prefix) implements Layout {
    @Override
    public List<String> signatures(String line) {
      return split(line, separator).stream()
          .filter(item -> item.startsWith(prefix))
          .map(item -> item.substring(prefix.length()))
          .toList();
    }

    @Override
    public List<String> items(String line, String name) {
      return List.of();
    }

    @Override
    public String write(String signature) {
      return prefix + signature;
    }
  }

  /**
   * {@code t=…,v1=…,v1=…}, or {@code v1,… v1a,…}: items with names, each up to the first joint.
   * Items with other names, or without one, are passed over; blanks around items mean nothing.
   *
   * @param item the name of the items that are signatures
   * @param separator what stands between items
   * @param joint what stands between a name and its value
   */
  record Items(String item, char separator, char joint) implements Layout {
    @Override
    public List<String> signatures(String line) {
      return items(line, item);
    }

    @Override
    public List<String> items(String line, String name) {
      List<String> values = new ArrayList<>(2);
      for (String each : split(line, separator)) {
        int end = each.indexOf(joint);
        if (end == name.length() && each.startsWith(name)) {
          values.add(each.substring(end + 1));
        }
      }
      return values;
    }

    @Override
    public String write(String signature) {
      return item + joint + signature;
    }
  }

  private static List<String> split(String line, char separator) {
    List<String> items = new ArrayList<>(4);
    int start = 0;
    while (start <= line.length()) {
      int found = line.indexOf(separator, start);
      int end = found < 0 ? line.length() : found;
      items.add(withoutBlanks(line.substring(start, end)));
      start = end + 1;
    }
    return items;
  }

  /** Without what HTTP calls optional white space: blanks and tabs, and nothing else. */
  private static String withoutBlanks(String item) {
    int from = 0;
    int to = item.length();
    while (from < to && isBlank(item.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(item.charAt(to - 1))) {
      to--;
    }
    return item.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
