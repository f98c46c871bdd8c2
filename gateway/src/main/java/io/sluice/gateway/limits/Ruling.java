package io.sluice.gateway.limits;

/** Whether a request is within the rate of its source. */
public sealed interface Ruling {

  /** It is, and has been counted. */
  record Allowed() implements Ruling {}

  /**
   * It is not, and nothing was counted.
   *
   * @param seconds when to come again, at least 1
   */
  record TryLater(long seconds) implements Ruling {}
}
