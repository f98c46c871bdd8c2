package io.sluice.gateway.journal;

/**
 * What is to be kept.
 *
 * @param lane 0 to 1023: what is in one lane stays in order when the journal is drained
 * @param payload opaque to the journal, not changed while it is appended
 */
public record JournalEntry(int lane, byte[] payload) {

  public static final int LANES = 1024;

  public JournalEntry {
    if (lane < 0 || lane >= LANES) {
      throw new IllegalArgumentException("no such lane: " + lane);
    }
  }
}
