package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;
import java.time.Instant;

/** A scheme with one secret. Safe for use by many threads at once. */
public interface Prover {

  /**
   * Judges one request. Never throws, whatever the request holds.
   *
   * @param now the time at which timestamps are judged
   */
  Proof prove(RawRequest request, Instant now);
}
