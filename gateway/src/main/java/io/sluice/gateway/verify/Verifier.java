package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;

/** Proves the requests of one source: a scheme together with that source's secrets. */
public interface Verifier {

  /** Judges one request. Never throws, whatever the request holds. */
  Verdict verify(RawRequest request, Circumstances circumstances);
}
