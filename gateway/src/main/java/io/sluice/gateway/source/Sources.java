package io.sluice.gateway.source;

import io.sluice.gateway.verify.DecoyVerifier;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.platform.config.Section;
import io.sluice.schemas.Topics;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configured sources, as they were when the configuration was read. */
public final class Sources {

  /**
   * Takes requests as any source does, and proves none: from the answer and the time it takes,
   * nobody learns which sources there are.
   */
  private static final Source DECOY =
      new Source(
          "",
          "none",
          new DecoyVerifier(),
          new SignedScheme(List.of()),
          Optional.empty(),
          Optional.empty(),
          Provider.Defaults.COMMON.methods(),
          EventNaming.NONE,
          false,
          Set.of(),
          Topics.rejected(),
          WireFormat.AVRO,
          Ack.AUTO,
          Provider.Defaults.COMMON,
          SourceLimits.NONE,
          PayloadRules.NONE);

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

  /** The source of this name, or what stands in for one that does not exist. */
  public Source findOrDecoy(String name) {
    Source source = byName.get(name);
    return source == null ? DECOY : source;
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
