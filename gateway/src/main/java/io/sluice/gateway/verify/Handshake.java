package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.exchange.Selector;

/**
 * A genuine request that the gateway answers by itself.
 *
 * @param where the place that tells it from an event
 * @param equals the text at that place
 * @param echo the place of the text that is the whole answer
 * @param status the status of the answer
 * @param contentType the media type of the answer
 */
public record Handshake(
    Selector where, String equals, Selector echo, int status, String contentType) {

  boolean concerns(RawRequest request) {
    return equals.equals(where.find(request));
  }

  Verdict answer(RawRequest request) {
    String text = echo.find(request);
    return text == null
        ? new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE)
        : new Verdict.Handshake(new Reply(status, contentType, text));
  }
}
