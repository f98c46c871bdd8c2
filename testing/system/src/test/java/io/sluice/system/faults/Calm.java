package io.sluice.system.faults;

import io.sluice.testing.tally.Ack;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadReport;
import java.util.Map;

/** Whether Kafka takes every event, and since when. */
final class Calm {

  /** So many events in a row that Kafka took are called normal. */
  private static final long EVENTS_IN_ROW = 50;

  private final Load load;
  private final Ledger ledger;
  private long troubles;
  private long acceptedBefore;
  private long sinceNanos;

  /**
   * @param sinceNanos when it began, if there was no trouble after that
   */
  Calm(Load load, Ledger ledger, long sinceNanos) {
    this.load = load;
    this.ledger = ledger;
    this.sinceNanos = sinceNanos;
    troubles = troubles(load, ledger);
    acceptedBefore = ledger.accepted();
  }

  /** Fails until there were enough events in a row without trouble. */
  void demand() {
    long now = troubles(load, ledger);
    if (now != troubles) {
      troubles = now;
      acceptedBefore = ledger.accepted();
      sinceNanos = System.nanoTime();
    }
    long inRow = ledger.accepted() - acceptedBefore;
    if (inRow < EVENTS_IN_ROW) {
      throw new AssertionError("only " + inRow + " events in a row: " + load.soFar());
    }
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** How many events were refused, not answered, or taken by the journal. */
  static long troubles(Load load, Ledger ledger) {
    LoadReport soFar = load.soFar();
    long refused =
        soFar.answers().entrySet().stream()
            .filter(answer -> answer.getKey() / 100 != 2)
            .mapToLong(Map.Entry::getValue)
            .sum();
    long unanswered = soFar.failures().values().stream().mapToLong(Long::longValue).sum();
    return refused + unanswered + ledger.accepted(Ack.JOURNAL);
  }
}
