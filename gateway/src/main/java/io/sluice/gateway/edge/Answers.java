package io.sluice.gateway.edge;

import io.sluice.gateway.edge.Outcome.Abandoned;
import io.sluice.gateway.edge.Outcome.HandshakeAnswered;
import io.sluice.gateway.edge.Outcome.Invalid;
import io.sluice.gateway.edge.Outcome.NotStored;
import io.sluice.gateway.edge.Outcome.Stored;
import io.sluice.gateway.edge.Outcome.TurnedAway;
import io.sluice.gateway.edge.Outcome.Unverified;
import io.sluice.gateway.edge.Outcome.Why;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.source.Source;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the outcome of a request into its answer: the one place that sets a status code. */
final class Answers {

  /**
   * An answer in plain values.
   *
   * @param status the HTTP status
   * @param contentType the media type of the body, null where there is no body
   * @param body the body, empty where there is none
   * @param extra one more header, name and value, where the status asks for one
   */
  record Answer(int status, @Nullable String contentType, String body, @Nullable Extra extra) {}

  /** One header line. */
  record Extra(String name, String value) {}

  private static final String JSON = "application/json";
  private static final String CHALLENGE = "Basic realm=\"sluice\", charset=\"UTF-8\"";

  private static final Extra ACCEPTED_CODINGS =
      new Extra("accept-encoding", "gzip, deflate, identity");

  private final IntSupplier retryAfterSeconds;

  /**
   * @param retryAfterSeconds after how many seconds to come back; differs from call to call, so
   *     that senders do not all come back at once
   */
  Answers(IntSupplier retryAfterSeconds) {
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The answer to a request, or nothing where nobody is there to read it. */
  Optional<Answer> of(Outcome outcome, @Nullable Source source) {
    return switch (outcome) {
      case Stored _ -> Optional.of(stored(source));
      case HandshakeAnswered(Reply reply) ->
          Optional.of(new Answer(reply.status(), reply.contentType(), reply.body(), null));
      case Unverified(_, int status) -> Optional.of(unverified(status));
      case NotStored(_, Cause cause) -> Optional.of(notStored(cause));
      case Invalid _ -> Optional.of(error(422, "the body is not valid", null));
      case TurnedAway(Why why, long seconds) -> Optional.of(turnedAway(why, seconds, source));
      case Abandoned _ -> Optional.empty();
    };
  }

  private static Answer stored(@Nullable Source source) {
    if (source == null) {
      return new Answer(202, null, "", null);
    }
    String body = source.settings().answerBody();
    return new Answer(
        source.settings().answerStatus(), body.isEmpty() ? null : "text/plain", body, null);
  }

  /**
   * The same for every source and for none, so that nobody learns which there are. The challenge is
   * for senders that offer their password only when asked.
   */
  private static Answer unverified(int status) {
    return error(
        status,
        "the request could not be verified",
        status == 401 ? new Extra("www-authenticate", CHALLENGE) : null);
  }

  private Answer notStored(Cause cause) {
    return switch (cause) {
      case TIMEOUT,
          TOO_LARGE, // the topic takes less than it did: not the sender's fault
          NO_METADATA,
          BUFFER_FULL,
          NOT_ENOUGH_REPLICAS,
          NOT_AUTHORIZED,
          CLOSED,
          JOURNAL_FULL,
          JOURNAL_OUT_OF_SERVICE,
          FAILED ->
          comeBack("the event could not be stored, please send it again");
    };
  }

  private Answer turnedAway(Why why, long seconds, @Nullable Source source) {
    return switch (why) {
      case UNKNOWN_PATH -> error(404, "there is nothing here", null);
      case METHOD_NOT_ALLOWED ->
          error(405, "this method is not allowed here", new Extra("allow", allowed(source)));
      case BODY_TOO_LARGE -> error(413, "the body is too large", null);
      case UNSUPPORTED_MEDIA_TYPE -> error(415, "this media type is not taken here", null);
      case UNSUPPORTED_CODING ->
          error(415, "this content encoding is not taken here", ACCEPTED_CODINGS);
      case RATE_LIMITED ->
          error(
              429,
              "too many requests, please send it again later",
              new Extra("retry-after", Long.toString(seconds + retryAfterSeconds.getAsInt() - 1)));
      case ADDRESS_NOT_ALLOWED -> unverified(401);
      case BODY_TOO_SLOW -> error(408, "the body did not arrive in time", null);
      case OVERLOADED, CROWDED -> comeBack("too much is under way, please send it again");
      case NOTHING_STORED -> comeBack("nothing can be stored just now, please send it again");
      case CERTIFICATE_UNKNOWN ->
          comeBack("the request could not be verified yet, please send it again");
      case STARTING -> comeBack("the gateway is starting, please send it again");
      case STOPPING -> comeBack("the gateway is stopping, please send it again");
      case FAULT -> comeBack("the gateway failed, please send it again");
    };
  }

  private static String allowed(@Nullable Source source) {
    return source == null
        ? "POST"
        : source.methods().stream().sorted().collect(Collectors.joining(", "));
  }

  private Answer comeBack(String message) {
    return error(
        503, message, new Extra("retry-after", Integer.toString(retryAfterSeconds.getAsInt())));
  }

  private static Answer error(int status, String message, @Nullable Extra extra) {
    return new Answer(status, JSON, "{\"error\":\"" + message + "\"}\n", extra);
  }
}
