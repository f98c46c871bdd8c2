package io.sluice.gateway.edge;

import io.sluice.gateway.exchange.HeaderLines;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.BiConsumer;

/** The header lines of a live request. */
record RequestHeaders(MultiMap lines) implements HeaderLines {

  @Override
  public List<String> all(String name) {
    return lines.contains(name) ? lines.getAll(name) : List.of(); // most lookups find nothing
  }

  @Override
  public void forEach(BiConsumer<String, String> line) {
    lines.forEach(line);
  }
}
