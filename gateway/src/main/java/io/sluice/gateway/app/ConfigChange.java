package io.sluice.gateway.app;

import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import io.sluice.platform.config.KeyPrints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * What a reading says differently, by names and paths alone.
 *
 * @param added sources that are new
 * @param removed sources that are gone
 * @param changed sources that something was changed of, the content of a secret's file included
 * @param needRestart keys whose new values only a restart takes up
 */
record ConfigChange(
    List<String> added, List<String> removed, List<String> changed, List<String> needRestart) {

  /** The sections that parts are made from when the gateway starts. */
  static final Map<String, Function<GatewayConfig, Object>> READ_AT_START = readAtStart();

  private static Map<String, Function<GatewayConfig, Object>> readAtStart() {
    Map<String, Function<GatewayConfig, Object>> sections = new LinkedHashMap<>();
    sections.put("http", GatewayConfig::http);
    sections.put("ops", GatewayConfig::ops);
    sections.put("proxies", GatewayConfig::proxies);
    sections.put("limits", GatewayConfig::limits);
    sections.put("duplicates", GatewayConfig::duplicates);
    sections.put("kafka", GatewayConfig::kafka);
    sections.put("journal", GatewayConfig::journal);
    sections.put("logging", GatewayConfig::requestLogging);
    sections.put("shutdown", GatewayConfig::shutdown);
    return sections;
  }

  /** What {@code after} says differently: its sources from before, the rest from the start. */
  static ConfigChange between(Snapshot before, Snapshot after, Snapshot atStart) {
    Sources old = before.config().sources();
    Sources now = after.config().sources();
    SortedSet<String> paths = after.keys().differing(before.keys());
    return new ConfigChange(
        names(now).stream().filter(name -> old.find(name) == null).toList(),
        names(old).stream().filter(name -> now.find(name) == null).toList(),
        names(now).stream()
            .filter(name -> old.find(name) != null && hasAny(paths, "sources." + name))
            .toList(),
        needRestart(atStart, after));
  }

  /** A configuration with the digests of the file it was read from. */
  record Snapshot(GatewayConfig config, KeyPrints keys) {}

  private static List<String> names(Sources sources) {
    return sources.all().stream().map(Source::name).toList();
  }

  private static List<String> needRestart(Snapshot atStart, Snapshot after) {
    SortedSet<String> paths = after.keys().differing(atStart.keys());
    List<String> keys = new ArrayList<>();
    READ_AT_START.forEach((section, value) -> {
      if (!value.apply(after.config()).equals(value.apply(atStart.config()))) {
        keys.addAll(below(paths, section));
      }
    });
    return keys;
  }

  /** The section itself where no key tells: a change that is not of the file's making. */
  private static List<String> below(SortedSet<String> paths, String section) {
    return hasAny(paths, section)
        ? paths.stream().filter(path -> isBelow(path, section)).toList()
        : List.of(section);
  }

  private static boolean hasAny(SortedSet<String> paths, String section) {
    return paths.stream().anyMatch(path -> isBelow(path, section));
  }

  private static boolean isBelow(String path, String section) {
    return path.equals(section) || path.startsWith(section + ".");
  }
}
