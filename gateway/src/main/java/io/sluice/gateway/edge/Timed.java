package io.sluice.gateway.edge;

import org.jspecify.annotations.Nullable;

/** Something on one event loop that must come to an end by a certain time. */
abstract class Timed {

  /** When it is due, on the monotonic clock. */
  long dueNanos;

  @Nullable Timed previous;
  @Nullable Timed next;
  boolean listed;

  /** It is due. Has been taken off the list already. */
  abstract void expired();
}
