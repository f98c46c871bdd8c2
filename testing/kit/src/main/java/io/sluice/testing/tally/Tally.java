package io.sluice.testing.tally;

import java.util.List;

/**
 * What was said yes to, compared with what is stored.
 *
 * @param accepted events that were said yes to
 * @param stored events of the run that are in the topics, or still in a journal, each counted once
 * @param duplicated records beside the first of their event
 * @param lost ids that were said yes to and are nowhere
 * @param outOfOrder accepted ids whose first record stands behind a later one of their key
 * @param damaged ids of records with another body than was signed; they do not count as stored
 * @param neverSent ids that are stored though nobody sent them
 * @param others records of other runs
 */
public record Tally(
    long accepted,
    long stored,
    long duplicated,
    List<String> lost,
    List<String> outOfOrder,
    List<String> damaged,
    List<String> neverSent,
    long others) {
  private static final int NAMED_MAX = 10;

  public Tally {
    lost = List.copyOf(lost);
    outOfOrder = List.copyOf(outOfOrder);
    damaged = List.copyOf(damaged);
    neverSent = List.copyOf(neverSent);
  }

  /** Whether every yes was true: nothing is lost, changed or made up. */
  public boolean isWhole() {
    return lost.isEmpty() && damaged.isEmpty() && neverSent.isEmpty();
  }

  /** All of it in one line. */
  public String line() {
    return "accepted %d, stored %d, duplicated %d, lost %d, out of order %d"
        .formatted(accepted, stored, duplicated, lost.size(), outOfOrder.size());
  }

  /** The line, and the first ids of whatever is wrong. */
  @Override
  public String toString() {
    return line()
        + named("lost", lost)
        + named("out of order", outOfOrder)
        + named("damaged", damaged)
        + named("never sent", neverSent);
  }

  private static String named(String what, List<String> ids) {
    return ids.isEmpty()
        ? ""
        : "%n  %s: %d, such as %s"
            .formatted(what, ids.size(), ids.subList(0, Math.min(NAMED_MAX, ids.size())));
  }
}
