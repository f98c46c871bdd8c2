package io.sluice.gateway.verify;

import java.util.List;

/** A key that makes signatures. */
sealed interface SigningKey permits MacKey, Ed25519.PrivateHalf {

  /** The signature of the content, which comes in pieces. */
  byte[] sign(List<byte[]> content);
}
