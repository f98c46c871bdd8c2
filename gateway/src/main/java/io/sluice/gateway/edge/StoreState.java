package io.sluice.gateway.edge;

/** Whether an event could be made durable just now. */
public enum StoreState {

  /** There is a place for it. */
  TAKING,

  /** There is none: Kafka does not take it, and nothing else may or can. */
  FULL
}
