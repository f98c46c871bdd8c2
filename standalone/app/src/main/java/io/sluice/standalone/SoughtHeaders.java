package io.sluice.standalone;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.schemas.HeaderLine;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The header lines of a stored request, which note what was looked for and is not among them. */
final class SoughtHeaders implements HeaderLines {

  private final HeaderLines stored;
  private final Set<String> missed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  SoughtHeaders(List<HeaderLine> lines) {
    stored =
        HeaderLines.of(
            lines.stream()
                .<String>mapMulti((line, each) -> {
                  each.accept(line.name());
                  each.accept(line.value());
                })
                .toArray(String[]::new));
  }

  @Override
  public List<String> all(String name) {
    List<String> found = stored.all(name);
    if (found.isEmpty()) {
      missed.add(name);
    }
    return found;
  }

  @Override
  public void forEach(BiConsumer<String, String> line) {
    stored.forEach(line);
  }

  /** The names that were looked for in vain; compares them without regard to case. */
  Set<String> missed() {
    return missed;
  }
}
