package io.sluice.gateway.source;

/** What the value of a Kafka record is. */
public enum WireFormat {
  /** The event envelope, with everything that is known about the event. */
  AVRO,
  /** The exact body; everything else is in the record's headers. */
  RAW
}
