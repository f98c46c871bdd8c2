package io.sluice.gateway.edge;

import org.jspecify.annotations.Nullable;

/**
 * All that is pending on one event loop with the time by which it is due, as a linked list that one
 * periodic sweep walks. Adding and removing cost a few writes and no timer each.
 */
final class Deadlines {

  private @Nullable Timed first;
  private int size;

  /** Puts {@code timed} on the list, or sets its new time if it is there. */
  void set(Timed timed, long dueNanos) {
    timed.dueNanos = dueNanos;
    if (timed.listed) {
      return;
    }
    timed.listed = true;
    timed.previous = null;
    timed.next = first;
    if (first != null) {
      first.previous = timed;
    }
    first = timed;
    size++;
  }

  /** Takes {@code timed} off the list; harmless when it is not there. */
  void cancel(Timed timed) {
    if (!timed.listed) {
      return;
    }
    if (timed.previous != null) {
      timed.previous.next = timed.next;
    } else {
      first = timed.next;
    }
    if (timed.next != null) {
      timed.next.previous = timed.previous;
    }
    timed.previous = null;
    timed.next = null;
    timed.listed = false;
    size--;
  }

  /** Ends everything that is due. What expires may add and cancel as it likes. */
  void sweep(long nowNanos) {
    Timed timed = first;
    while (timed != null) {
      Timed following = timed.next;
      if (timed.dueNanos - nowNanos <= 0) {
        cancel(timed);
        timed.expired();
        if (following != null && !following.listed) {
          following = first;
        }
      }
      timed = following;
    }
  }

  int size() {
    return size;
  }
}
