package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.HeaderLines;
import java.time.Instant;

/** Makes the headers that prove a request genuine: for samples, tests and outgoing webhooks. */
public interface Signer {

  /**
   * The headers to add to a request with this body.
   *
   * @param messageId the value of every further header that the scheme signs
   * @param at the time to sign, where the scheme signs one
   */
  HeaderLines sign(String messageId, Instant at, byte[] body);
}
