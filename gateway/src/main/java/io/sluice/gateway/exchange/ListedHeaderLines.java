package io.sluice.gateway.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Header lines kept in a list: for stored requests and for tests. */
record ListedHeaderLines(List<Line> lines) implements HeaderLines {

  record Line(String name, String value) {}

  static ListedHeaderLines of(List<String> namesAndValues) {
    if (namesAndValues.size() % 2 != 0) {
      throw new IllegalArgumentException("a name has no value: " + namesAndValues.size());
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      lines.add(new Line(namesAndValues.get(i), namesAndValues.get(i + 1)));
    }
    return new ListedHeaderLines(List.copyOf(lines));
  }

  @Override
  public List<String> all(String name) {
    return lines.stream().filter(l -> l.name().equalsIgnoreCase(name)).map(Line::value).toList();
  }

  @Override
  public void forEach(BiConsumer<String, String> line) {
    lines.forEach(l -> line.accept(l.name(), l.value()));
  }
}
