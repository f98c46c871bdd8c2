package io.sluice.gateway.journal;

/** Is told of bytes that were durable once and cannot be read. */
@FunctionalInterface
interface Damage {

  /**
   * A range was found.
   *
   * @param toByte the first byte behind the range
   * @param toSequence the first sequence behind it
   */
  void found(Segment in, long fromByte, long toByte, long fromSequence, long toSequence);
}
