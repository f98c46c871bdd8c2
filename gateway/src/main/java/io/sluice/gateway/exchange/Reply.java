package io.sluice.gateway.exchange;

import java.util.List;

/**
 * An answer that a provider's handshake demands.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param headers further header lines
 * @param body the whole body
 */
public record Reply(int status, String contentType, List<Line> headers, String body) {

  public Reply {
    headers = List.copyOf(headers);
  }

  /** One header line. */
  public record Line(String name, String value) {}

  /** An answer without further header lines. */
  public Reply(int status, String contentType, String body) {
    this(status, contentType, List.of(), body);
  }

  /** Without the body: a challenge is nobody else's business. */
  @Override
  public String toString() {
    return "Reply[" + status + " " + contentType + "]";
  }
}
