package io.sluice.gateway.log;

/** What became of one record that was handed to the log. */
public sealed interface AppendResult {

  /** It is stored: its sender may be told yes. */
  sealed interface Durable extends AppendResult {}

  /** Every in-sync replica has it. */
  record InKafka(int partition, long offset) implements Durable {}

  /** The journal has it under this number, and brings it to Kafka. */
  record InJournal(long sequence) implements Durable {}

  /** It is not known to be stored. It may still turn up later: the sender must send it again. */
  record NotAppended(Cause cause) implements AppendResult {}

  /** Why a record was not appended. */
  enum Cause {
    /** No acknowledgement came in time. */
    TIMEOUT,
    /** The topic's brokers are not known yet, or no longer. */
    NO_METADATA,
    /** The producer's own buffer is full. */
    BUFFER_FULL,
    /** The record is larger than Kafka takes. */
    TOO_LARGE,
    /** Too few replicas are in sync to call anything stored. */
    NOT_ENOUGH_REPLICAS,
    /** Kafka does not allow this gateway to write there. */
    NOT_AUTHORIZED,
    /** The producer is closed: the gateway is stopping. */
    CLOSED,
    /** Kafka has not taken it, and the journal has no room. */
    JOURNAL_FULL,
    /** Kafka has not taken it, and the journal's disk has failed. */
    JOURNAL_OUT_OF_SERVICE,
    /** Anything else that Kafka's client reports. */
    FAILED
  }
}
