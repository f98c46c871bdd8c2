package io.sluice.gateway.payload;

/** What becomes of a genuine request whose body is faulty. */
public enum OnInvalid {
  /** Answered 422 and not stored. */
  REJECT,
  /** Stored in the topic of rejects only, and answered 2xx. */
  QUARANTINE,
  /** Stored as usual, with a record header that says it is invalid. */
  TAG
}
