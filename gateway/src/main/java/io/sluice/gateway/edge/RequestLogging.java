package io.sluice.gateway.edge;

/** Which requests write their one line {@code hook.received} to the log. */
public enum RequestLogging {
  ALL,
  /** All but those that were stored. */
  REFUSED,
  NONE
}
