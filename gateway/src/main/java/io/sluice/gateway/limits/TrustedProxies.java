package io.sluice.gateway.limits;

/**
 * The proxies in front of the gateway whose word counts.
 *
 * @param addresses where they are
 * @param headers where they write for whom they call; they must remove or extend what a caller put
 *     there itself
 */
public record TrustedProxies(CidrSet addresses, Headers headers) {

  /** Nobody's word counts. */
  public static final TrustedProxies NONE = new TrustedProxies(CidrSet.EMPTY, Headers.X_FORWARDED);

  /** A family of headers. */
  public enum Headers {
    /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. */
    X_FORWARDED,
    /** {@code Forwarded} (RFC 7239). */
    FORWARDED,
    /**
     * {@code Forwarded} where it is present, else the other family. Safe only behind proxies that
     * tend both: one that passes a caller's own {@code Forwarded} on lets it choose its address.
     */
    FORWARDED_FIRST
  }
}
