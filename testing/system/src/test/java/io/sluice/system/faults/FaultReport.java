package io.sluice.system.faults;

import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Reply;
import io.sluice.testing.tally.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One row of the matrix of faults.
 *
 * @param fault what happened
 * @param kind where Kafka ran
 * @param loads what the senders saw
 * @param tally what was accepted against what is stored
 * @param normalAfter from the mending of the fault to the last answer that was not a yes of Kafka's
 */
record FaultReport(
    String fault, String kind, List<LoadReport> loads, Tally tally, Duration normalAfter) {

  /** All answers by status. */
  SortedMap<Integer, Long> answers() {
    return sum(LoadReport::answers);
  }

  /** All requests without an answer, by kind. */
  SortedMap<Reply.Failure, Long> failures() {
    return sum(LoadReport::failures);
  }

  long silentRefusals() {
    return loads.stream().mapToLong(LoadReport::silentRefusals).sum();
  }

  Duration slowestAnswer() {
    return loads.stream()
        .map(LoadReport::slowestAnswer)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private <K extends Comparable<K>> SortedMap<K, Long> sum(
      Function<LoadReport, SortedMap<K, Long>> counts) {
    return loads.stream()
        .flatMap(load -> counts.apply(load).entrySet().stream())
        .collect(Collectors.toMap(Entry::getKey, Entry::getValue, Long::sum, TreeMap::new));
  }

  /** The row as it stands in a document. */
  String row() {
    return "| %s | %s | %s | %s | %d | %d | %s |"
        .formatted(
            fault,
            kind,
            seen(),
            seconds(slowestAnswer()),
            tally.lost().size(),
            tally.duplicated(),
            seconds(normalAfter));
  }

  private String seen() {
    String answered = counts(answers());
    return failures().isEmpty() ? answered : answered + ", " + counts(failures());
  }

  private static String counts(Map<?, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " × " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }

  /** Prints the row and adds it to the table of this build. */
  void publish() {
    System.out.println(row());
    try {
      Path table = Files.createDirectories(Path.of("target")).resolve("faults.md");
      Files.writeString(table, row() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
