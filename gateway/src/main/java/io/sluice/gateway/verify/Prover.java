package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;

/** A scheme with one secret. Safe for use by many threads at once. */
public interface Prover {

  /** Judges one request. Never throws, whatever the request holds. */
  Proof prove(RawRequest request, Circumstances circumstances);
}
