package io.sluice.platform.config;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A section of no file: answers with fallbacks and notes in a book what it was asked for. */
final class ListeningSection implements Section {

  private final String path;
  private final KeyBook book;
  private final Exploration exploration;
  private final Set<String> asked = new LinkedHashSet<>();

  ListeningSection(String path, KeyBook book, Exploration exploration) {
    this.path = path;
    this.book = book;
    this.exploration = exploration;
  }

  /** Runs a reader over this section and notes which keys it asked for. */
  <T> T readBy(Function<Section, T> reader) {
    T read = reader.apply(this);
    book.finished(asked);
    return read;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean has(String key) {
    return yes(pathOf(key) + "?", false);
  }

  @Override
  public String text(String key, String doc) {
    note(key, new KeyType.Text(), true, List.of(), doc);
    return YamlSection.PLACEHOLDER;
  }

  @Override
  public String text(String key, String fallback, String doc) {
    note(key, new KeyType.Text(), false, List.of(fallback), doc);
    return fallback;
  }

  @Override
  public Optional<String> optionalText(String key, String doc) {
    note(key, new KeyType.Text(), false, List.of(), doc);
    return Optional.empty();
  }

  @Override
  public boolean flag(String key, boolean fallback, String doc) {
    note(key, new KeyType.Flag(), false, List.of(Boolean.toString(fallback)), doc);
    return yes(pathOf(key), fallback);
  }

  @Override
  public int number(String key, int fallback, int min, int max, String doc) {
    List<String> shown = List.of(Integer.toString(fallback));
    note(key, new KeyType.Whole(min, max), false, shown, doc);
    return fallback;
  }

  @Override
  public long bytes(String key, long fallback, long min, long max, String doc) {
    List<String> shown = List.of(new ByteSize(fallback).toString());
    note(key, new KeyType.Size(min, max), false, shown, doc);
    return fallback;
  }

  @Override
  public Duration duration(String key, Duration fallback, Duration min, Duration max, String doc) {
    List<String> shown = List.of(new TimeSpan(fallback).toString());
    note(key, new KeyType.Span(min, max), false, shown, doc);
    return fallback;
  }

  @Override
  public <E extends Enum<E>> E choice(String key, E fallback, String doc) {
    Class<E> type = fallback.getDeclaringClass();
    List<String> words = Choices.of(type);
    String usual = Choices.written(fallback);
    note(key, new KeyType.Choice(words), false, List.of(usual), doc);
    String answer = exploration.answer(pathOf(key), usual, words);
    return type.getEnumConstants()[words.indexOf(answer)];
  }

  @Override
  public String oneOf(String key, List<String> allowed, String listing, String doc) {
    note(key, new KeyType.Choice(List.copyOf(allowed)), true, List.of(), doc);
    String usual = allowed.isEmpty() ? YamlSection.PLACEHOLDER : allowed.getFirst();
    return exploration.answer(pathOf(key), usual, allowed);
  }

  @Override
  public List<String> texts(String key, List<String> fallback, String doc) {
    note(key, new KeyType.Texts(), false, fallback, doc);
    return fallback;
  }

  @Override
  public Map<String, String> textMap(String key, String doc) {
    note(key, new KeyType.TextMap(), false, List.of(), doc);
    return Map.of();
  }

  @Override
  public List<Secret> secrets(String key, String doc) {
    note(key, new KeyType.Secrets(), false, List.of(), doc);
    return List.of(new Secret("env:NAME", YamlSection.PLACEHOLDER));
  }

  @Override
  public <T> T section(String key, Function<Section, T> reader, String doc) {
    return below(key, key, true, KeyType.Nested::new, doc).readBy(reader);
  }

  @Override
  public <T> Optional<T> optionalSection(String key, Function<Section, T> reader, String doc) {
    return Optional.of(below(key, key, false, KeyType.Nested::new, doc).readBy(reader));
  }

  @Override
  public <T> List<T> sections(String key, Function<Section, T> reader, String doc) {
    return List.of(below(key, key + "[]", false, KeyType.Listed::new, doc).readBy(reader));
  }

  @Override
  public <T> Map<String, T> named(String key, BiFunction<String, Section, T> reader, String doc) {
    ListeningSection one = below(key, key + ".<name>", false, KeyType.Named::new, doc);
    return Map.of("name", one.readBy(section -> reader.apply("name", section)));
  }

  @Override
  public void retired(String key, String insteadUse) {
    // The reference shows what there is, not what there was.
  }

  @Override
  public void fault(String key, String message) {
    // Placeholders may well be faulty; nobody wrote them.
  }

  private boolean yes(String question, boolean usual) {
    List<String> answers = List.of("true", "false");
    return Boolean.parseBoolean(exploration.answer(question, Boolean.toString(usual), answers));
  }

  private void note(String key, KeyType type, boolean required, List<String> fallback, String doc) {
    asked.add(key);
    book.note(key, type, required, fallback, doc);
  }

  private ListeningSection below(
      String key,
      String shown,
      boolean required,
      Function<List<ConfigKey>, KeyType> type,
      String doc) {
    asked.add(key);
    KeyBook below = book.noteSection(key, required, type, doc);
    return new ListeningSection(pathOf(shown), below, exploration);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
