package io.sluice.gateway.source;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a source says to its provider beside the secrets, such as the id of a webhook. Prints
 * without the values, some of which are secret.
 *
 * @param values the values by name
 */
record Parameters(Map<String, String> values) {

  static final Parameters NONE = new Parameters(Map.of());

  Parameters {
    values = Map.copyOf(values);
  }

  @Nullable String find(String name) {
    return values.get(name);
  }

  /** As a template asks for them. */
  Function<String, @Nullable String> lookup() {
    return this::find;
  }

  @Override
  public String toString() {
    return "Parameters" + values.keySet();
  }
}
