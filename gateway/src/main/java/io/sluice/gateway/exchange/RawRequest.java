package io.sluice.gateway.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was taken in, whole and within limits, and not yet proved genuine.
 *
 * @param source the name of the configured source it was sent to
 * @param method the HTTP method, upper case
 * @param path the path as sent, still percent-encoded
 * @param query the query as sent, without the question mark
 * @param publicUrl the URL that the sender called, query included, as far as the gateway can know
 *     it
 * @param headers the header lines
 * @param body the exact bytes; owned by this request, never changed
 * @param decoded what the body says without its content coding; looked at when it is first needed
 * @param receivedAt when the request head was read
 * @param requestId made by the gateway; on every answer and in the log
 */
public record RawRequest(
    String source,
    String method,
    String path,
    @Nullable String query,
    String publicUrl,
    HeaderLines headers,
    byte[] body,
    Content decoded,
    Instant receivedAt,
    String requestId) {

  /** What the body says without its content coding. */
  public byte[] content() {
    return decoded.bytes();
  }

  /** Without the body and the headers, which may hold secrets. */
  @Override
  public String toString() {
    return "RawRequest[" + requestId + " " + method + " to " + source + ", " + body.length + " B]";
  }
}
