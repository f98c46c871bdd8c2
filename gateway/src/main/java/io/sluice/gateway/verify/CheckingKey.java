package io.sluice.gateway.verify;

import java.util.List;

/** A key that tells right signatures from wrong ones. */
interface CheckingKey {

  /**
   * Whether one of the signatures is right.
   *
   * @param content what was signed, in pieces
   */
  boolean accepts(List<byte[]> content, List<byte[]> signatures);
}
