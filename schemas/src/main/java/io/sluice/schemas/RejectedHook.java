package io.sluice.schemas;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request that was refused, as far as it is kept for people to look into.
 *
 * @param id the id that the gateway gave the request
 * @param source the name of the configured source that it was sent to
 * @param receivedAt when the head of the request was read, in whole microseconds
 * @param method the HTTP method, in upper case
 * @param path the path as sent, still percent-encoded; a secret in it reads ***
 * @param query the query as sent, without parameters that are secrets
 * @param headers the header lines that were kept, in the order they came; none with a credential
 * @param contentType the media type of the body as the sender named it
 * @param rejection why it was refused
 * @param body as much of the body as is kept
 */
public record RejectedHook(
    String id,
    String source,
    Instant receivedAt,
    String method,
    String path,
    @Nullable String query,
    List<HeaderLine> headers,
    @Nullable String contentType,
    Rejection rejection,
    KeptBody body) {

  public RejectedHook {
    receivedAt = Rfc3339.inMicros(receivedAt);
    headers = List.copyOf(headers);
  }

  /** The same with no more than so many bytes of the body. */
  public RejectedHook withBodyAtMost(int bytesMax) {
    return new RejectedHook(
        id,
        source,
        receivedAt,
        method,
        path,
        query,
        headers,
        contentType,
        rejection,
        body.atMost(bytesMax));
  }

  /** Without body, headers, path, query and detail, any of which may hold a secret. */
  @Override
  public String toString() {
    return "RejectedHook[%s to %s for %s, %d B]"
        .formatted(id, source, rejection.reason(), body.wholeLength());
  }
}
