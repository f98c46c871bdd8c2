package io.sluice.gateway.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One segment as it looks from outside.
 *
 * @param madeAt null where its header cannot be read
 * @param first the number of its first record
 * @param last the number of its last one; below {@code first} where it has none
 * @param open how many are not done, as far as the checkpoint says
 */
public record SegmentSummary(
    String name, @Nullable Instant madeAt, long first, long last, long open, long bytes) {

  /** What is to be done with a segment. */
  public enum State {
    OPEN,
    DONE,
    CORRUPT
  }

  public long records() {
    return madeAt == null ? 0 : last - first + 1;
  }

  public State state() {
    if (madeAt == null) {
      return State.CORRUPT;
    }
    return open == 0 ? State.DONE : State.OPEN;
  }
}
