package io.sluice.platform.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is. Holds no time of the build, so that building twice gives the same bytes.
 *
 * @param version the version of the project
 * @param commit the commit it was built from; {@code unknown} where the build was not told
 * @param java the version of the Java that runs it
 */
public record Version(String version, String commit, String java) {

  private static final String UNKNOWN = "unknown";

  /** What the build wrote down, with the Java that runs now. */
  public static Version current() {
    try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return new Version(
          known(properties.getProperty("version", "")),
          known(properties.getProperty("commit", "")),
          Runtime.version().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A placeholder that no build has filled in is as good as nothing. */
  private static String known(String text) {
    return text.isBlank() || text.startsWith("${") ? UNKNOWN : text;
  }
}
