package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Reply;

/** What the proof of a request came to. */
public sealed interface Verdict {

  /** The request is what its provider signed. */
  record Genuine(VerifiedHook hook) implements Verdict {}

  /** Genuine, and a question that the gateway answers by itself; never an event. */
  record Handshake(Reply reply) implements Verdict {}

  /** Not proved genuine. The reason is for our log and metrics, never for the answer. */
  record Refused(Refusal reason) implements Verdict {}
}
