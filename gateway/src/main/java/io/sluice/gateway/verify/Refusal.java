package io.sluice.gateway.verify;

import java.util.Collections;
import java.util.EnumSet;

/** Why a request was not accepted as genuine, in the order in which it is checked. */
public enum Refusal {
  /** No source has this name. */
  UNKNOWN_SOURCE,
  /** Something that the scheme needs is absent. */
  MISSING_HEADER,
  /** A header that must stand alone came in several lines. */
  REPEATED_HEADER,
  /** A header or field does not follow the scheme's grammar, or is no signature at all. */
  MALFORMED_HEADER,
  /** The signed time is older than the tolerance. */
  STALE_TIMESTAMP,
  /** The signed time is further ahead than the tolerance. */
  FUTURE_TIMESTAMP,
  /** Something that the scheme demands is otherwise, such as the topic or a digest. */
  UNMET_DEMAND,
  /** The certificate that the sender names is not to be trusted. */
  UNTRUSTED_CERTIFICATE,
  /** The signature, token or password belongs to none of the configured secrets. */
  BAD_SIGNATURE,
  /** It fits a secret whose time has not come yet or is over. */
  SECRET_NOT_VALID,
  /** A handshake without what must be in it. */
  MALFORMED_HANDSHAKE;

  /** That of the two which is found later: it tells more about what is wrong. */
  Refusal orFurther(Refusal other) {
    return Collections.max(EnumSet.of(this, other));
  }
}
