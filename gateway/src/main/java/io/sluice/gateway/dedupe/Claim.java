package io.sluice.gateway.dedupe;

/** What a request learns when it comes with an event. */
public sealed interface Claim {

  /** Nobody has the event: append it, then settle the ticket. */
  record First(Ticket ticket) implements Claim {}

  /** Another request is appending the event: the waiter is told how that ends. */
  record Waiting() implements Claim {}

  /** The event is stored already: answer the same yes. */
  record Duplicate(Stored stored) implements Claim {}

  /** Another request is appending the event and too many wait for it: the waiter is not told. */
  record Crowded() implements Claim {}
}
