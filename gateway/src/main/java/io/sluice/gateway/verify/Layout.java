package io.sluice.gateway.verify;

import java.util.ArrayList;
import java.util.List;

/** How signatures, and sometimes a time, stand in one header line. */
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
   * {@code t=…,v1=…,v1=…}: items with names, separated by commas. Items with other names, or
   * without one, are passed over; blanks around items mean nothing.
   */
  record Items(String item) implements Layout {
    @Override
    public List<String> signatures(String line) {
      return items(line, item);
    }

    @Override
    public List<String> items(String line, String name) {
      return values(line, ',', '=', name);
    }

    @Override
    public String write(String signature) {
      return item + "=" + signature;
    }
  }

  /** {@code v1,… v1a,…}: pairs of version and signature, separated by blanks. */
  record Versions(String version) implements Layout {
    @Override
    public List<String> signatures(String line) {
      return items(line, version);
    }

    @Override
    public List<String> items(String line, String name) {
      return values(line, ' ', ',', name);
    }

    @Override
    public String write(String signature) {
      return version + "," + signature;
    }
  }

  private static List<String> values(String line, char separator, char joint, String name) {
    List<String> values = new ArrayList<>(2);
    int start = 0;
    while (start <= line.length()) {
      int comma = line.indexOf(separator, start);
      int end = comma < 0 ? line.length() : comma;
      String item = withoutBlanks(line.substring(start, end));
      int split = item.indexOf(joint);
      if (split >= 0 && item.substring(0, split).equals(name)) {
        values.add(item.substring(split + 1));
      }
      start = end + 1;
    }
    return values;
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
