package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;
import java.time.Instant;

/** Proves the requests of one source: a scheme together with that source's secrets. */
public interface Verifier {

  /**
   * Judges one request. Never throws, whatever the request holds.
   *
   * @param now the time at which timestamps are judged
   */
  Verdict verify(RawRequest request, Instant now);
}
