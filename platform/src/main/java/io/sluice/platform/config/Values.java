package io.sluice.platform.config;

import io.sluice.platform.config.Yaml.Scalar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of single value: how it is read and how a fault describes it.
 *
 * @param wanted what is wanted, with an example or the bounds
 * @param parse the value; empty where the scalar is none of this kind
 * @param hint what to add when it is none
 */
record Values<T>(
    String wanted, Function<Scalar, Optional<T>> parse, Function<Scalar, String> hint) {

  /** Any single value is a text, read as written: {@code 1.10} stays {@code 1.10}. */
  static final Values<String> TEXT =
      plain("a text such as `orders`", scalar -> Optional.of(scalar.text()));

  static final Values<Boolean> FLAG = plain("`true` or `false`", Values::flag);

  static Values<Integer> number(int example, int min, int max) {
    return plain(
        "a whole number such as " + example + ", from " + min + " to " + max,
        scalar ->
            unquoted(scalar)
                .flatMap(Values::wholeNumber)
                .filter(number -> number >= min && number <= max)
                .map(Long::intValue));
  }

  static Values<Long> bytes(long example, long min, long max) {
    return plain(
        "a size such as %s, from %s to %s"
            .formatted(new ByteSize(example), new ByteSize(min), new ByteSize(max)),
        scalar ->
            ByteSize.parse(scalar.text())
                .map(ByteSize::bytes)
                .filter(bytes -> bytes >= min && bytes <= max));
  }

  static Values<Duration> duration(Duration example, Duration min, Duration max) {
    return plain(
        "a duration such as %s, from %s to %s"
            .formatted(new TimeSpan(example), new TimeSpan(min), new TimeSpan(max)),
        scalar ->
            TimeSpan.parse(scalar.text())
                .map(TimeSpan::duration)
                .filter(span -> span.compareTo(min) >= 0 && span.compareTo(max) <= 0));
  }

  static Values<String> oneOf(List<String> allowed) {
    return oneOf(allowed, Suggestion.REFERENCE);
  }

  static Values<String> oneOf(List<String> allowed, String listing) {
    return new Values<>(
        "one of " + Suggestion.listed(allowed, listing),
        scalar -> Optional.of(scalar.text()).filter(allowed::contains),
        scalar -> Suggestion.nearest(scalar.text(), allowed).map(Values::didYouMean).orElse(""));
  }

  private static String didYouMean(String word) {
    return "; did you mean `" + word + "`?";
  }

  private static <T> Values<T> plain(String wanted, Function<Scalar, Optional<T>> parse) {
    return new Values<>(wanted, parse, scalar -> "");
  }

  private static Optional<String> unquoted(Scalar scalar) {
    return scalar.plain() ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static Optional<Boolean> flag(Scalar scalar) {
    return switch (unquoted(scalar).orElse("")) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Long> wholeNumber(String text) {
    return text.matches("-?[0-9]{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
