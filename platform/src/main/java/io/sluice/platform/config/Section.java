package io.sluice.platform.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One mapping of the configuration file, read key by key.
 *
 * <p>Reading never throws: a missing or unreadable value is noted as a fault and the fallback (or a
 * harmless placeholder for a required value) is returned, so that one pass finds every fault. Keys
 * that nobody asked for are faults too. The {@code doc} texts become the configuration reference:
 * the same reading code is run against an empty section that only listens.
 *
 * <p>A reader that throws {@link IllegalArgumentException} causes a fault of its section, unless
 * the section has faults already, of which the exception is taken to be a consequence. A reader
 * that can see a fault should rather call {@link #fault} and go on.
 */
public interface Section {

  /** Where this section stands in the file, such as {@code sources.github}; empty for the root. */
  String path();

  /** Whether the file says anything under this key. Does not count as reading it. */
  boolean has(String key);

  /** A required text. */
  String text(String key, String doc);

  /** A text with a fallback. */
  String text(String key, String fallback, String doc);

  /** A text that may be left out. */
  Optional<String> optionalText(String key, String doc);

  /** {@code true} or {@code false}. */
  boolean flag(String key, boolean fallback, String doc);

  /** A whole number between {@code min} and {@code max}, both allowed. */
  int number(String key, int fallback, int min, int max, String doc);

  /**
   * A size in bytes, written {@code 512}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}, {@code 1MB}.
   */
  long bytes(String key, long fallback, long min, long max, String doc);

  /** A duration, written {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 7d}. */
  Duration duration(String key, Duration fallback, Duration min, Duration max, String doc);

  /** One of an enum's constants, written in lower case with dashes. */
  <E extends Enum<E>> E choice(String key, E fallback, String doc);

  /** A required text that must be one of {@code allowed}, such as the name of a method. */
  default String oneOf(String key, List<String> allowed, String doc) {
    return oneOf(key, allowed, Suggestion.REFERENCE, doc);
  }

  /**
   * A required text that must be one of {@code allowed}, such as the name of a scheme.
   *
   * @param listing what lists the words, for faults where they are too many to be told
   */
  String oneOf(String key, List<String> allowed, String listing, String doc);

  /** A list of texts; a single text stands for a list of one. */
  List<String> texts(String key, List<String> fallback, String doc);

  /** A mapping of texts to texts, such as extra Kafka client settings. */
  Map<String, String> textMap(String key, String doc);

  /** A list of references to secrets ({@code env:NAME} or {@code file:PATH}), each resolved. */
  List<Secret> secrets(String key, String doc);

  /** A nested section, read as an empty one where the file has none. */
  <T> T section(String key, Function<Section, T> reader, String doc);

  /** A nested section that may be left out. */
  <T> Optional<T> optionalSection(String key, Function<Section, T> reader, String doc);

  /** A list of sections; a single section stands for a list of one. */
  <T> List<T> sections(String key, Function<Section, T> reader, String doc);

  /** Sections by name, in the order of the file, such as {@code sources}. */
  <T> Map<String, T> named(String key, BiFunction<String, Section, T> reader, String doc);

  /** Declares a key that is used no more; a file that still has it is told what to use instead. */
  void retired(String key, String insteadUse);

  /**
   * Notes a fault of the value under {@code key}, or of the section itself under an empty key; the
   * message says what is wrong and what to do.
   */
  void fault(String key, String message);
}
