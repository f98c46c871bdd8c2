package io.sluice.gateway.verify;

import java.net.URI;

/** What one secret says about one request. */
public sealed interface Proof {

  /** Only a holder of the secret can have sent this. */
  record Proven() implements Proof {}

  /** Not proved by this secret. */
  record Refuted(Refusal reason) implements Proof {}

  /** Not to be told before the certificate at this URL, which is to be trusted, was fetched. */
  record Wanting(URI certificate) implements Proof {}
}
