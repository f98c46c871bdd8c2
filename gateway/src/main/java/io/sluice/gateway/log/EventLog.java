package io.sluice.gateway.log;

import io.sluice.gateway.intake.HookRecord;

/** Where accepted hooks are made durable. */
public interface EventLog {

  /**
   * Appends one record. Returns at once and never throws; {@code receipt} is told exactly once,
   * from any thread, possibly before this method returns.
   */
  void append(HookRecord record, Receipt receipt);

  /** Is told what became of a record. */
  @FunctionalInterface
  interface Receipt {
    void settled(AppendResult result);
  }
}
