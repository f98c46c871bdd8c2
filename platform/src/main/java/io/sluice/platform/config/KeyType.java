package io.sluice.platform.config;

import java.time.Duration;
import java.util.List;

/** What may stand under a key. */
public sealed interface KeyType {

  /** A text. */
  record Text() implements KeyType {}

  /** {@code true} or {@code false}. */
  record Flag() implements KeyType {}

  /** A whole number within bounds, both allowed. */
  record Whole(int min, int max) implements KeyType {}

  /** A size in bytes within bounds, both allowed. */
  record Size(long min, long max) implements KeyType {}

  /** A duration within bounds, both allowed. */
  record Span(Duration min, Duration max) implements KeyType {}

  /** One of a few words. */
  record Choice(List<String> allowed) implements KeyType {}

  /** A list of texts. */
  record Texts() implements KeyType {}

  /** A mapping of texts to texts. */
  record TextMap() implements KeyType {}

  /** References to secrets. */
  record Secrets() implements KeyType {}

  /** A section. */
  record Nested(List<ConfigKey> keys) implements KeyType {}

  /** A list of sections. */
  record Listed(List<ConfigKey> keys) implements KeyType {}

  /** Sections by name. */
  record Named(List<ConfigKey> keys) implements KeyType {}
}
