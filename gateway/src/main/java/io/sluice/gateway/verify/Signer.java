package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import java.time.Instant;

/** Makes the headers that prove a request genuine: for samples, tests and outgoing webhooks. */
public interface Signer {

  /**
   * The headers to add to this request.
   *
   * @param messageId the value of every further header that the scheme signs and the request lacks
   * @param at the time to sign, where the scheme signs one
   */
  HeaderLines sign(RawRequest request, String messageId, Instant at);
}
