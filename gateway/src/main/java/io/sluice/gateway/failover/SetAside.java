package io.sluice.gateway.failover;

import io.sluice.gateway.journal.JournalRecord;

/** Keeps what Kafka will never take, for people to look at. */
@FunctionalInterface
public interface SetAside {

  /** Whether the record is durable there now. */
  boolean keep(JournalRecord record);
}
