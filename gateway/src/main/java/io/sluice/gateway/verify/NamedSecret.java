package io.sluice.gateway.verify;

/**
 * A secret and what it is called. Prints without its value.
 *
 * @param name what may be printed, such as {@code env:GITHUB_SECRET}
 * @param value the secret as the provider shows it
 */
public record NamedSecret(String name, String value) {

  @Override
  public String toString() {
    return name + "=***";
  }
}
