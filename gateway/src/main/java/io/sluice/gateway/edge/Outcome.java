package io.sluice.gateway.edge;

import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.verify.Refusal;
import org.jspecify.annotations.Nullable;

/** How one request ended. {@link Answers} turns each into a status. */
sealed interface Outcome {

  /**
   * Durable: the only outcome that says yes to an event.
   *
   * @param eventId the id of the event, of the first one where there are several
   * @param events how many events the request held
   * @param repeated how many of them were stored before
   * @param where the place of the last one that was stored now, null where none was
   * @param inJournal whether any of them was in the journal, and not in Kafka, when it was stored
   */
  record Stored(
      String eventId,
      String eventType,
      int events,
      int repeated,
      AppendResult.@Nullable Durable where,
      boolean inJournal)
      implements Outcome {}

  /** A provider's question was answered; nothing was stored. */
  record HandshakeAnswered(Reply reply) implements Outcome {}

  /** Not proved genuine. */
  record Unverified(Refusal reason, int status) implements Outcome {}

  /** Genuine but not known to be stored. */
  record NotStored(String eventId, AppendResult.Cause cause) implements Outcome {}

  /** Turned away at the head or while the body came in, before any proof. */
  record TurnedAway(Why why, long retryAfterSeconds) implements Outcome {

    /** Turned away without a time to come back that follows from the cause. */
    TurnedAway(Why why) {
      this(why, 0);
    }
  }

  /** Proved, but its body is not what it must be; why is told without anything of the body. */
  record Invalid(String why) implements Outcome {}

  /** Why a request was turned away. */
  enum Why {
    /** A path that no source can have. */
    UNKNOWN_PATH,
    METHOD_NOT_ALLOWED,
    BODY_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    UNSUPPORTED_CODING,
    /** More than the source's rate. */
    RATE_LIMITED,
    /** The caller's address is not one of the source's. */
    ADDRESS_NOT_ALLOWED,
    BODY_TOO_SLOW,
    OVERLOADED,
    /** There is no place that an event could be stored in just now. */
    NOTHING_STORED,
    /** Too many repetitions of one event wait for it already. */
    CROWDED,
    STARTING,
    STOPPING,
    /** The certificate that proves it could not be fetched yet. */
    CERTIFICATE_UNKNOWN,
    /** A bug of ours. */
    FAULT
  }

  /** The sender hung up before its request was whole. */
  record Abandoned() implements Outcome {}
}
