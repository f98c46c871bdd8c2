package io.sluice.system.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The events that a journal keeps aside because Kafka will never take them. */
record SetAsideIds(Path journal) {

  /** Those of a run, found as text in the files, which the gateway has open meanwhile. */
  Set<String> of(String run) {
    Pattern id = Pattern.compile(Pattern.quote(run) + "\\.\\d{1,9}\\.\\d{1,9}");
    Set<String> ids = new HashSet<>();
    for (Path file : files()) {
      Matcher found = id.matcher(text(file));
      while (found.find()) {
        ids.add(found.group());
      }
    }
    return ids;
  }

  private List<Path> files() {
    Path folder = journal.resolve("set-aside");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
