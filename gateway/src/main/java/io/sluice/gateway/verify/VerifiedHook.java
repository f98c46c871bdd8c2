package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;

/** A request that was proved genuine. Only this room can make one. */
public final class VerifiedHook {

  private final RawRequest request;
  private final String scheme;
  private final String secretName;

  VerifiedHook(RawRequest request, String scheme, String secretName) {
    this.request = request;
    this.scheme = scheme;
    this.secretName = secretName;
  }

  /** The request, byte for byte as received. */
  public RawRequest request() {
    return request;
  }

  /** The scheme that proved it, such as {@code github}. */
  public String scheme() {
    return scheme;
  }

  /** The reference of the secret that proved it, such as {@code env:GITHUB_SECRET}. */
  public String secretName() {
    return secretName;
  }

  @Override
  public String toString() {
    return "VerifiedHook[" + request + " by " + scheme + "]";
  }
}
