package io.sluice.gateway.payload;

/** What a look at a body found. */
public sealed interface PayloadVerdict {

  /** Nothing is wrong with it. */
  record Sound() implements PayloadVerdict {}

  /**
   * Something is wrong with it. {@code why} names the kind of fault and its place; it never quotes
   * the body, so it may be logged, stored and answered.
   */
  record Faulty(String why) implements PayloadVerdict {}
}
