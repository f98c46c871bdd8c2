package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One row of the matrix of faults.
 *
 * @param fault what happened
 * @param kind where Kafka ran
 * @param load what the senders saw
 * @param byJournal how many of their events the journal said yes to
 * @param tally what was accepted against what is stored
 * @param normalAfter from the mending of the fault to the last answer that was not a yes of Kafka's
 * @param metrics what the gateway said of itself at the end
 */
record FaultReport(
    String fault,
    String kind,
    LoadReport load,
    long byJournal,
    Tally tally,
    Duration normalAfter,
    String metrics) {

  /** The deadline of the source's answers, and what two busy cores may add to it. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2 + 3);

  /** As the matrix quotes it: fault, what the sender saw, lost, until all was normal. */
  String row() {
    return "FAULT %s | %s; %d %% by the journal; slowest %s | %d of %d (%d twice) | %s | %s"
        .formatted(
            fault,
            seen(),
            Math.round(100.0 * byJournal / Math.max(1, load.accepted())),
            seconds(load.slowestAnswer()),
            tally.lost().size(),
            tally.accepted(),
            tally.duplicated(),
            seconds(normalAfter),
            kind);
  }

  /** The metrics that tell why events were refused or late. */
  private String reasons() {
    return metrics
        .lines()
        .filter(line -> line.matches("sluice_(hooks_refused|appends_failed|journal|kafka)_.*"))
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  private String seen() {
    String answered = counts(load.answers());
    return load.failures().isEmpty() ? answered : answered + ", " + counts(load.failures());
  }

  private static String counts(Map<?, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " × " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }

  /**
   * Fails unless the gateway kept its promises.
   *
   * @param refusals the statuses that an event may be answered with besides 2xx
   */
  void demandPromises(Set<Integer> refusals) {
    Set<Integer> others = new TreeSet<>(load.answers().keySet());
    others.removeIf(status -> status / 100 == 2);
    assertThat(tally.isWhole()).as(tally.toString()).isTrue();
    assertThat(tally.outOfOrder()).as("out of order in their lane").isEmpty();
    assertThat(others).as("statuses of refusals" + reasons()).isSubsetOf(refusals);
    assertThat(load.failures()).as("requests without an answer").isEmpty();
    assertThat(load.silentRefusals()).as("refusals without Retry-After").isZero();
    assertThat(load.slowestAnswer()).as("the slowest answer").isLessThan(ANSWERED_WITHIN);
  }
}
