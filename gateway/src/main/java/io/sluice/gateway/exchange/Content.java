package io.sluice.gateway.exchange;

import org.jspecify.annotations.Nullable;

/** What a body says, whatever content coding it came in. */
public interface Content {

  /** The bytes without their content coding; empty where they cannot be decoded. */
  byte[] bytes();

  /** Why it cannot be decoded, null where it can. */
  default @Nullable String fault() {
    return null;
  }

  /** A body without any content coding. */
  static Content of(byte[] body) {
    return () -> body;
  }
}
