package io.sluice.gateway.verify;

/** What one secret says about one request. */
public sealed interface Proof {

  /** Only a holder of the secret can have sent this. */
  record Proven() implements Proof {}

  /** Not proved by this secret. */
  record Refuted(Refusal reason) implements Proof {}
}
