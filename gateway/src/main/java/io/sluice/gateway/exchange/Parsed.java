package io.sluice.gateway.exchange;

import java.util.function.Function;

/** What became of reading a text: a value, or why there is none. */
public sealed interface Parsed<T> {

  /** The text was understood. */
  record Good<T>(T value) implements Parsed<T> {}

  /** The text was not understood; {@code why} tells the author of the text what to write. */
  record Bad<T>(String why) implements Parsed<T> {}

  /** The value of a text that is known to be right; anything else is a bug. */
  default T orThrow() {
    return switch (this) {
      case Good<T>(T value) -> value;
      case Bad<T>(String why) -> throw new IllegalArgumentException(why);
    };
  }

  /** The value, turned into another one. */
  default <R> Parsed<R> map(Function<T, R> turn) {
    return switch (this) {
      case Good<T>(T value) -> new Good<>(turn.apply(value));
      case Bad<T>(String why) -> new Bad<>(why);
    };
  }
}
