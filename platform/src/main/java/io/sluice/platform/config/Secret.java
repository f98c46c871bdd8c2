package io.sluice.platform.config;

/**
 * A secret with the reference it was read from. Prints as {@code ***} wherever it may end up.
 *
 * @param name the reference as written, such as {@code env:GITHUB_SECRET}; safe to print
 * @param value the secret itself, without the line end that an editor adds to a file
 */
public record Secret(String name, String value) {

  @Override
  public String toString() {
    return name + "=***";
  }
}
