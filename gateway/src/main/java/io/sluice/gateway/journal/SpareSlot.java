package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * The place of the one segment that waits to be written. The reader's thread fills it, the writer's
 * takes from it; a segment that was taken fills it until it is among the others, so that the budget
 * counts it at all times.
 */
final class SpareSlot {

  private @Nullable Spare waiting;
  private boolean taken;

  synchronized void fill(Spare spare) {
    waiting = spare;
  }

  /** The segment that waits, to be followed by {@link #begun}; null where none does. */
  synchronized @Nullable Spare take() {
    Spare spare = waiting;
    waiting = null;
    taken = spare != null;
    return spare;
  }

  /** The one that was taken counts as a segment of its own now, or is gone. */
  synchronized void begun() {
    taken = false;
  }

  synchronized boolean isEmpty() {
    return waiting == null && !taken;
  }
}
