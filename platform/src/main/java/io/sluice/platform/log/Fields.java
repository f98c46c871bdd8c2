package io.sluice.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** The key-values of an event, each key once and none like a field that every line has. */
final class Fields {

  private static final Set<String> TAKEN =
      Set.of("time", "level", "logger", "thread", "message", "error", "stack");

  private Fields() {}

  /** In the order in which they were added; of two with the same key the last one holds. */
  static Map<String, @Nullable Object> of(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs == null || pairs.isEmpty()) {
      return Map.of();
    }
    Map<String, @Nullable Object> fields = LinkedHashMap.newLinkedHashMap(pairs.size());
    pairs.forEach(pair -> fields.put(free(pair.key), pair.value));
    return fields;
  }

  private static String free(String key) {
    return TAKEN.contains(key) ? key + "_" : key;
  }
}
