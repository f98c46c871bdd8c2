package io.sluice.gateway.verify;

import java.time.Instant;

/**
 * A secret and what it is called. Prints without its value.
 *
 * @param name what may be printed, such as {@code env:GITHUB_SECRET}
 * @param value the secret as the provider shows it
 * @param notBefore when it begins to be accepted
 * @param notAfter when it ceases to be accepted
 */
public record NamedSecret(String name, String value, Instant notBefore, Instant notAfter) {

  /** A secret that is always accepted. */
  public NamedSecret(String name, String value) {
    this(name, value, Instant.MIN, Instant.MAX);
  }

  boolean isValidAt(Instant time) {
    return !time.isBefore(notBefore) && time.isBefore(notAfter);
  }

  @Override
  public String toString() {
    return name + "=***";
  }
}
