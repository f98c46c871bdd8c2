package io.sluice.platform.config;

import io.sluice.platform.config.SecretSource.Lookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A section of a real file. */
final class YamlSection implements Section {

  /** What a required value reads as where it has a fault; it never leaves a faulty file. */
  static final String PLACEHOLDER = "placeholder";

  static final String NAME_PATTERN = "^[a-z0-9][a-z0-9-]{0,62}$";
  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

  private final Spot spot;
  private final String path;
  private final Map<String, Yaml.Entry> entries;
  private final Faults faults;
  private final SecretSource secrets;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> retired = new LinkedHashSet<>();

  private YamlSection(
      Spot spot,
      String path,
      Map<String, Yaml.Entry> entries,
      Faults faults,
      SecretSource secrets) {
    this.spot = spot;
    this.path = path;
    this.entries = entries;
    this.faults = faults;
    this.secrets = secrets;
  }

  static YamlSection root(Yaml.Mapping root, Faults faults, SecretSource secrets) {
    return new YamlSection(Spot.START, "", root.entries(), faults, secrets);
  }

  /** Runs a reader over this section; empty where a fault keeps it from making its record. */
  <T> Optional<T> readBy(Function<Section, T> reader) {
    int faultsBefore = faults.count();
    try {
      T read = reader.apply(this);
      tellUnknownKeys();
      return Optional.of(read);
    } catch (Abandoned toldAlready) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      if (faults.count() == faultsBefore) {
        faults.add(spot, path, e.getMessage() == null ? "is not valid" : e.getMessage());
      }
      return Optional.empty();
    }
  }

  private void tellUnknownKeys() {
    entries.forEach((key, entry) -> {
      if (asked.contains(key) || retired.contains(key)) {
        return;
      }
      String message =
          key.equals("<<")
              ? "merge keys are not read here; name the whole value with an alias"
              : "unknown key `" + key + "`" + Suggestion.among(key, asked);
      faults.add(entry.spot(), path, message);
    });
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  @Override
  public String text(String key, String doc) {
    return scalar(key, Values.TEXT, true).orElse(PLACEHOLDER);
  }

  @Override
  public String text(String key, String fallback, String doc) {
    return scalar(key, Values.TEXT, false).orElse(fallback);
  }

  @Override
  public Optional<String> optionalText(String key, String doc) {
    return scalar(key, Values.TEXT, false);
  }

  @Override
  public boolean flag(String key, boolean fallback, String doc) {
    return scalar(key, Values.FLAG, false).orElse(fallback);
  }

  @Override
  public int number(String key, int fallback, int min, int max, String doc) {
    return scalar(key, Values.number(fallback, min, max), false).orElse(fallback);
  }

  @Override
  public long bytes(String key, long fallback, long min, long max, String doc) {
    return scalar(key, Values.bytes(fallback, min, max), false).orElse(fallback);
  }

  @Override
  public Duration duration(String key, Duration fallback, Duration min, Duration max, String doc) {
    return scalar(key, Values.duration(fallback, min, max), false).orElse(fallback);
  }

  @Override
  public <E extends Enum<E>> E choice(String key, E fallback, String doc) {
    Class<E> type = fallback.getDeclaringClass();
    List<String> words = Choices.of(type);
    return scalar(key, Values.oneOf(words), false)
        .map(word -> type.getEnumConstants()[words.indexOf(word)])
        .orElse(fallback);
  }

  @Override
  public String oneOf(String key, List<String> allowed, String listing, String doc) {
    return scalar(key, Values.oneOf(allowed, listing), true)
        .orElse(allowed.isEmpty() ? PLACEHOLDER : allowed.getFirst());
  }

  @Override
  public List<String> texts(String key, List<String> fallback, String doc) {
    return item(key)
        .map(item -> item.items("a list of texts such as `[one, two]`").stream())
        .map(items -> items.map(each -> each.read(Values.TEXT).orElse(PLACEHOLDER)).toList())
        .orElse(fallback);
  }

  @Override
  public Map<String, String> textMap(String key, String doc) {
    return mapping(key).map(this::textsByKey).orElse(Map.of());
  }

  private Map<String, String> textsByKey(YamlSection section) {
    Map<String, String> texts = new LinkedHashMap<>();
    section.entries.keySet().forEach(key -> texts.put(key, section.text(key, "")));
    return texts;
  }

  @Override
  public List<Secret> secrets(String key, String doc) {
    return item(key)
        .map(item -> item.items("references such as `env:NAME` or `file:PATH`").stream())
        .map(items -> items.map(this::secret).toList())
        .orElse(List.of());
  }

  /** Says nothing of what stands there: it may be the secret itself. */
  private Secret secret(Item item) {
    Lookup lookup =
        item.value() instanceof Yaml.Scalar scalar
            ? secrets.lookUp(scalar.text())
            : new Lookup.Missing(SecretSource.BY_REFERENCE);
    return switch (lookup) {
      case Lookup.Found found -> found.secret();
      case Lookup.Missing missing -> {
        faults.add(item.spot(), item.path(), missing.reason());
        yield new Secret(PLACEHOLDER, PLACEHOLDER);
      }
    };
  }

  @Override
  public <T> T section(String key, Function<Section, T> reader, String doc) {
    // A value that is no mapping is one fault; the keys it lacks are not told as well.
    Faults told = has(key) ? new Faults("") : faults;
    return mapping(key)
        .orElseGet(() -> child(spotOf(key), pathOf(key), Map.of(), told))
        .readBy(reader)
        .orElseThrow(Abandoned::new);
  }

  @Override
  public <T> Optional<T> optionalSection(String key, Function<Section, T> reader, String doc) {
    return mapping(key).flatMap(section -> section.readBy(reader));
  }

  @Override
  public <T> List<T> sections(String key, Function<Section, T> reader, String doc) {
    List<T> read = new ArrayList<>();
    List<Item> items = item(key).map(item -> item.items("a list of mappings")).orElse(List.of());
    for (Item item : items) {
      mapping(item).flatMap(section -> section.readBy(reader)).ifPresent(read::add);
    }
    return List.copyOf(read);
  }

  @Override
  public <T> Map<String, T> named(String key, BiFunction<String, Section, T> reader, String doc) {
    Map<String, T> read = new LinkedHashMap<>();
    mapping(key).ifPresent(names -> names.readNames(reader, read));
    return Collections.unmodifiableMap(read);
  }

  private <T> void readNames(BiFunction<String, Section, T> reader, Map<String, T> read) {
    for (String name : entries.keySet()) {
      checkName(name);
      mapping(name)
          .flatMap(section -> section.readBy(each -> reader.apply(name, each)))
          .ifPresent(value -> read.put(name, value));
    }
  }

  private void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      faults.add(
          spotOf(name),
          path,
          "`" + name + "` is no name: want 1 to 63 of a-z, 0-9 and -, not starting with -");
    }
  }

  @Override
  public void retired(String key, String insteadUse) {
    retired.add(key);
    if (has(key)) {
      faults.add(spotOf(key), pathOf(key), "is no longer used; use `" + insteadUse + "` instead");
    }
  }

  @Override
  public void fault(String key, String message) {
    if (key.isEmpty()) {
      faults.add(spot, path, message);
    } else {
      faults.add(spotOf(key), pathOf(key), message);
    }
  }

  private <T> Optional<T> scalar(String key, Values<T> values, boolean required) {
    Optional<Item> item = item(key);
    if (item.isEmpty() && required) {
      faults.add(spot, pathOf(key), "is missing; want " + values.wanted());
    }
    return item.flatMap(each -> each.read(values));
  }

  private Optional<Item> item(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key))
        .map(entry -> new Item(entry.spot(), pathOf(key), entry.value(), faults));
  }

  private Optional<YamlSection> mapping(String key) {
    return item(key).flatMap(this::mapping);
  }

  /** The section of a mapping; a key without a value is an empty one. */
  private Optional<YamlSection> mapping(Item item) {
    if (item.value() instanceof Yaml.Mapping mapping) {
      return Optional.of(child(item.spot(), item.path(), mapping.entries(), faults));
    }
    if (item.value().isNothing()) {
      return Optional.of(child(item.spot(), item.path(), Map.of(), faults));
    }
    item.refuse("a mapping of keys to values");
    return Optional.empty();
  }

  private YamlSection child(
      Spot childSpot, String childPath, Map<String, Yaml.Entry> children, Faults told) {
    return new YamlSection(childSpot, childPath, children, told, secrets);
  }

  private Spot spotOf(String key) {
    Yaml.Entry entry = entries.get(key);
    return entry == null ? spot : entry.spot();
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
