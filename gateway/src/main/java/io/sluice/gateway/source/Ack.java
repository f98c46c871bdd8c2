package io.sluice.gateway.source;

/** Where an event must be durable before its sender is told yes. */
public enum Ack {
  /** In Kafka, or in the journal where Kafka does not answer in time. */
  AUTO,
  /** In Kafka: without it the sender is told no. */
  KAFKA,
  /** In the journal, and in Kafka soon after. */
  JOURNAL
}
