package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the gateway promises its senders while Kafka is unwell. This is the one place that says it.
 *
 * <p>Without a journal an event that Kafka does not take in time is refused: 503 with Retry-After.
 *
 * @param refusals the statuses that an event may be refused with, besides 2xx
 */
record Expectation(Set<Integer> refusals) {

  /** The deadline of the source's answers, and what two busy cores may add to it. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2 + 3);

  /** What every fault may bring. */
  static Expectation ofAnyFault() {
    return new Expectation(Set.of(503));
  }

  /** Kafka says of an event that it will never take it. */
  static Expectation ofWhatKafkaNeverTakes() {
    return new Expectation(Set.of(413, 503));
  }

  /** A producer that has met one is of no use any more, and the gateway keeps the one it has. */
  static void afterAFatalError(FaultRun run) {
    run.restartGateway();
  }

  /** Fails unless all that the senders saw and all that is stored is as promised. */
  void holdsFor(FaultReport report) {
    Set<Integer> others = new TreeSet<>(report.answers().keySet());
    others.removeIf(status -> status / 100 == 2);
    assertThat(report.tally().isWhole()).as(report.tally().toString()).isTrue();
    assertThat(others).as("statuses of refusals").isSubsetOf(refusals);
    assertThat(report.failures()).as("requests without an answer").isEmpty();
    assertThat(report.silentRefusals()).as("refusals without Retry-After").isZero();
    assertThat(report.slowestAnswer()).as("the slowest answer").isLessThan(ANSWERED_WITHIN);
  }
}
