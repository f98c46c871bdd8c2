package io.sluice.gateway.failover;

import io.sluice.gateway.log.EventLog;

/** Brings to Kafka what the journal has kept of an event. */
@FunctionalInterface
public interface Courier {

  /** Returns at once; {@code receipt} is told once, from any thread, possibly before that. */
  void send(byte[] payload, EventLog.Receipt receipt);
}
