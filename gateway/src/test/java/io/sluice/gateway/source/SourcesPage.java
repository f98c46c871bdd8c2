package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page about sources. */
final class SourcesPage {

  static final String TEXT = read("sources.md");

  private SourcesPage() {}

  /** An example that is marked as tested. */
  static String example(String name) {
    Pattern example =
        Pattern.compile("<!-- tested: " + name + " -->\n```yaml\n(.*?)```", Pattern.DOTALL);
    Matcher found = example.matcher(TEXT);
    assertThat(found.find()).as("the example " + name).isTrue();
    return found.group(1);
  }

  /** A page of the documents. */
  static String read(String page) {
    Path file = Path.of("../docs").resolve(page);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file + " is missing", e);
    }
  }
}
