package io.sluice.bench.serve;

/** What is measured. */
public enum ServerKind {
  /** Vert.x alone: answers 202 once a request has ended, and looks at nothing. */
  NO_OP,
  /** Gathers the body and proves its HMAC. */
  HMAC,
  /** The gateway, whose producer acknowledges at once and sends nothing. */
  MOCK_PRODUCER,
  /** The {@code sluice gateway} command. */
  GATEWAY
}
