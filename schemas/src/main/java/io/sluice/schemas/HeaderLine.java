package io.sluice.schemas;

/**
 * One line of a request's head.
 *
 * @param name the name as sent; names compare without regard to case
 * @param value the bytes of the value read as ISO-8859-1, so that they can be had back exactly
 */
public record HeaderLine(String name, String value) {

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return "HeaderLine[" + name + "]";
  }
}
