package io.sluice.gateway.verify;

/** Why a request was not accepted as genuine, in the order in which it is checked. */
public enum Refusal {
  /** A header that the scheme needs is absent. */
  MISSING_HEADER,
  /** A header that must stand alone came in several lines. */
  REPEATED_HEADER,
  /** A header does not follow the scheme's grammar, or is no signature at all. */
  MALFORMED_HEADER,
  /** The signed time is older than the tolerance. */
  STALE_TIMESTAMP,
  /** The signed time is further ahead than the tolerance. */
  FUTURE_TIMESTAMP,
  /** The signature, token or password belongs to none of the configured secrets. */
  BAD_SIGNATURE,
  /** Genuine, but a handshake without the text that must be answered. */
  MALFORMED_HANDSHAKE
}
