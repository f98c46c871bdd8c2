package io.sluice.gateway.journal;

/** Why something is not in the journal. */
public enum Refused {
  /** There is no room now. */
  FULL,
  /** The disk has failed too often: this journal takes nothing any more. */
  OUT_OF_SERVICE
}
