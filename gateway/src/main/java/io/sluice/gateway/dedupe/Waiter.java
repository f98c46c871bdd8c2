package io.sluice.gateway.dedupe;

/** Waits for somebody else's append of the same event. */
public interface Waiter {

  /**
   * The append has ended. Told once, on the thread that settled the ticket, perhaps before the
   * claim has returned. A waiter that has lost interest ignores it.
   */
  void settled(Ending ending);
}
