package io.sluice.gateway.exchange;

/**
 * An answer that a provider's handshake demands.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the whole body
 */
public record Reply(int status, String contentType, String body) {

  /** Without the body: a challenge is nobody else's business. */
  @Override
  public String toString() {
    return "Reply[" + status + " " + contentType + "]";
  }
}
