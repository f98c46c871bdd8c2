package io.sluice.schemas;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One webhook that was proved genuine, as it was received.
 *
 * @param id the provider's own id where it has one; a delivery that is repeated keeps it
 * @param source the name of the configured source that received it
 * @param type the provider's name for what happened, such as {@code invoice.paid}
 * @param subject what it happened to, where the source says how to find it
 * @param receivedAt when the head of the request was read, in whole microseconds
 * @param method the HTTP method, in upper case
 * @param path the path as sent, still percent-encoded
 * @param query the query as sent, without the question mark
 * @param headers the header lines that were kept, in the order they came
 * @param contentType the media type of the body as the sender named it
 * @param verification how it was proved genuine
 * @param body the exact bytes, as signed by the provider; not copied, so never to be changed
 */
public record WebhookEvent(
    String id,
    String source,
    String type,
    @Nullable String subject,
    Instant receivedAt,
    String method,
    String path,
    @Nullable String query,
    List<HeaderLine> headers,
    @Nullable String contentType,
    Verification verification,
    byte[] body) {

  public WebhookEvent {
    receivedAt = Rfc3339.inMicros(receivedAt);
    headers = List.copyOf(headers);
  }

  /** The value of the first header line of this name, or null when there is none. */
  public @Nullable String header(String name) {
    for (HeaderLine line : headers) {
      if (line.name().equalsIgnoreCase(name)) {
        return line.value();
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookEvent that
        && id.equals(that.id)
        && source.equals(that.source)
        && type.equals(that.type)
        && Objects.equals(subject, that.subject)
        && receivedAt.equals(that.receivedAt)
        && method.equals(that.method)
        && path.equals(that.path)
        && Objects.equals(query, that.query)
        && headers.equals(that.headers)
        && Objects.equals(contentType, that.contentType)
        && verification.equals(that.verification)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, source, type, receivedAt, verification);
  }

  /** Without body, headers, path and query, any of which may hold a secret. */
  @Override
  public String toString() {
    return "WebhookEvent[%s %s from %s, %d B]".formatted(id, type, source, body.length);
  }
}
