package io.sluice.gateway.dedupe;

import java.util.ArrayList;
import java.util.List;

/**
 * The duty to say how the append of an event ended. Must be settled once the append itself has
 * ended, and not when the request is answered at its deadline before: until then a repetition waits
 * up to a deadline of its own. Only the first settling counts; any thread may do it.
 */
public final class Ticket {

  static final int WAITERS_MAX = 16;

  private final SourceWindow window;
  private final EventIdentity identity;

  /** Grows under the window's lock while the ticket is in flight, and is read when it is not. */
  private List<Waiter> waiters = List.of();

  Ticket(SourceWindow window, EventIdentity identity) {
    this.window = window;
    this.identity = identity;
  }

  /** The event is stored: it is remembered, and all who wait are told. */
  public void stored(Stored stored) {
    window.settle(this, new Ending.Kept(stored));
  }

  /** The event is not known to be stored: it is forgotten, and all who wait are told. */
  public void failed() {
    window.settle(this, new Ending.Lost());
  }

  EventIdentity identity() {
    return identity;
  }

  /** Lets one more wait, or says that too many do. */
  boolean join(Waiter waiter) {
    if (waiters.isEmpty()) {
      waiters = new ArrayList<>(2);
    }
    return waiters.size() < WAITERS_MAX && waiters.add(waiter);
  }

  /** Tells everybody. The fault of one waiter harms neither the others nor the one who settles. */
  void tell(Ending ending) {
    for (Waiter waiter : waiters) {
      try {
        waiter.settled(ending);
      } catch (RuntimeException e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
