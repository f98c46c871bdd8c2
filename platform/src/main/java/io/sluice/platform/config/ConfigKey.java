package io.sluice.platform.config;

import java.util.List;

/**
 * One key of the configuration, as the reading code asks for it.
 *
 * @param name the key itself, without the path
 * @param type what may stand under it
 * @param required whether a file without it is faulty
 * @param fallback what it reads as when it is left out: nothing, one text or a list of texts
 * @param doc what it is for
 */
public record ConfigKey(
    String name, KeyType type, boolean required, List<String> fallback, String doc) {

  /** Keeps its own copy of the list. */
  public ConfigKey {
    fallback = List.copyOf(fallback);
  }
}
