package io.sluice.gateway.exchange;

/** What a body says, whatever content coding it came in. */
public interface Content {

  /** The bytes without their content coding; empty where they cannot be decoded. */
  byte[] bytes();

  /** A body without any content coding. */
  static Content of(byte[] body) {
    return () -> body;
  }
}
