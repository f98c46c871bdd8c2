package io.sluice.gateway.dedupe;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The events of one source: those in flight, each with its ticket, and those stored lately.
 *
 * <pre>
 *             claim               stored
 *   unknown ─────────▶ in flight ─────────▶ remembered
 *      ▲                   │                    │
 *      └───────────────────┴────────────────────┘
 *             failed              too old, or too many came after it
 * </pre>
 *
 * <p>One lock guards each step; it is held for a few hash lookups and never while a clock or a
 * waiter is called. So a waiter has either joined before its ticket left the flight, and is told,
 * or it finds the event remembered or unknown.
 */
final class SourceWindow {

  private static final Claim WAITING = new Claim.Waiting();
  private static final Claim CROWDED = new Claim.Crowded();

  private final LongSupplier nanos;
  private final Object lock = new Object();
  private final Map<EventIdentity, Ticket> inFlight = new HashMap<>();
  private final StoredEvents remembered;

  SourceWindow(LongSupplier nanos, int identitiesMax, long ageNanos) {
    this.nanos = nanos;
    this.remembered = new StoredEvents(identitiesMax, ageNanos);
  }

  Claim claim(EventIdentity identity, Waiter waiter) {
    long nowNanos = nanos.getAsLong();
    synchronized (lock) {
      Ticket others = inFlight.get(identity);
      if (others != null) {
        return others.join(waiter) ? WAITING : CROWDED;
      }
      Stored stored = remembered.find(identity, nowNanos);
      if (stored != null) {
        return new Claim.Duplicate(stored);
      }
      Ticket ticket = new Ticket(this, identity);
      inFlight.put(identity, ticket);
      return new Claim.First(ticket);
    }
  }

  void settle(Ticket ticket, Ending ending) {
    long nowNanos = nanos.getAsLong();
    synchronized (lock) {
      if (!inFlight.remove(ticket.identity(), ticket)) {
        return; // settled before
      }
      switch (ending) {
        case Ending.Kept(Stored stored) -> remembered.add(ticket.identity(), stored, nowNanos);
        case Ending.Lost() -> {}
      }
    }
    ticket.tell(ending);
  }

  /** How many events are remembered, after those too old have been forgotten. */
  int remembered() {
    long nowNanos = nanos.getAsLong();
    synchronized (lock) {
      return remembered.size(nowNanos);
    }
  }
}
