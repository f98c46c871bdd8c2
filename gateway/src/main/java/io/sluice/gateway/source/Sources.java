package io.sluice.gateway.source;

import io.sluice.platform.config.Section;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured sources, as they were when the configuration was read. */
public final class Sources {

  private final Map<String, Source> byName;

  private Sources(Map<String, Source> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** Reads the key {@code sources} of a configuration. */
  public static Sources read(Section root) {
    SourceReader reader = new SourceReader(new Providers());
    return new Sources(
        root.named(
            "sources", reader::read, "The senders of webhooks, each by the name in its URL."));
  }

  /** The source of this name. */
  public @Nullable Source find(String name) {
    return byName.get(name);
  }

  /** All sources, in the order of the configuration. */
  public Collection<Source> all() {
    return byName.values();
  }
}
