package io.sluice.gateway.dedupe;

/** How the append ended that a {@link Waiter} waited for. */
public sealed interface Ending {

  /** The event is stored. */
  record Kept(Stored stored) implements Ending {}

  /** The event is not known to be stored, nothing is remembered: the next claim is a first one. */
  record Lost() implements Ending {}
}
