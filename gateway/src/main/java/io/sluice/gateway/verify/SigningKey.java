package io.sluice.gateway.verify;

import java.util.List;

/** A key that makes signatures. */
interface SigningKey {

  /** The signature of the content, which comes in pieces. */
  byte[] sign(List<byte[]> content);
}
