package io.sluice.schemas;

/** How an event becomes the value of a Kafka record. */
public sealed interface WireFormat {

  /** The Avro envelope behind a prefix that says which schema wrote it. */
  sealed interface Envelope extends WireFormat permits SingleObject, Confluent {}

  /**
   * Avro single-object encoding: {@code C3 01}, then the schema's CRC-64-AVRO fingerprint, lowest
   * byte first. Needs no registry.
   */
  record SingleObject() implements Envelope {}

  /**
   * Confluent's format: {@code 00}, then the schema's id in a registry, highest byte first.
   *
   * @param schemaId what the registry answered when the schema was registered
   */
  record Confluent(int schemaId) implements Envelope {}

  /** The exact body. What else is known of the event stands in the record's headers. */
  record Raw() implements WireFormat {}
}
