package io.sluice.gateway.edge;

import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.verify.Refusal;

/** How one request ended. {@link Answers} turns each into a status. */
sealed interface Outcome {

  /** Durable: the only outcome that says yes to an event. */
  record Stored(String eventId, String eventType, AppendResult.InKafka where) implements Outcome {}

  /** A provider's question was answered; nothing was stored. */
  record HandshakeAnswered(Reply reply) implements Outcome {}

  /** Not proved genuine. */
  record Unverified(Refusal reason, int status) implements Outcome {}

  /** Genuine but not known to be stored. */
  record NotStored(String eventId, AppendResult.Cause cause) implements Outcome {}

  /** Turned away at the head or while the body came in, before any proof. */
  record TurnedAway(Why why) implements Outcome {}

  /** Why a request was turned away. */
  enum Why {
    UNKNOWN_SOURCE,
    METHOD_NOT_ALLOWED,
    BODY_TOO_LARGE,
    BODY_TOO_SLOW,
    OVERLOADED,
    STARTING,
    STOPPING,
    /** A bug of ours. */
    FAULT
  }

  /** The sender hung up before its request was whole. */
  record Abandoned() implements Outcome {}
}
