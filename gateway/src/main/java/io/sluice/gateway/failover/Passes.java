package io.sluice.gateway.failover;

import java.time.Duration;

/**
 * How far the drain reads before it goes back to the first open record, and how long it rests then.
 *
 * <p>A whole pass reads all that is there. Most are short: they end where many records in a row
 * were passed over, because their lanes were full and will soon have room. Otherwise a large
 * journal would be read once for each few thousand records of it. Whole ones come in between, so
 * that lanes which take nothing never hide what lies behind their records.
 */
final class Passes {

  /** A short pass ends after so many records in a row of which none was sent. */
  static final int LOOK_AHEAD = 8192;

  private static final long REST_NANOS_MIN = Duration.ofMillis(20).toNanos();
  private static final long FRUITFUL_REST_NANOS = Duration.ofMillis(2).toNanos();

  /**
   * After a whole pass, and after one that could send nothing, none of its kind begins for so many
   * times as long as the reading took.
   */
  private static final int REST = 4;

  private boolean isShort = true;
  private boolean fruitful;
  private int inVain;
  private long readingNanos;
  private long againAt;
  private long wholeAgainAt;

  Passes(long now) {
    this.againAt = now;
    this.wholeAgainAt = now;
  }

  /** A record was read, and sent or passed over. */
  void read(boolean sent) {
    fruitful |= sent;
    inVain = sent ? 0 : inVain + 1;
  }

  /** Reading has taken so long. */
  void took(long nanos) {
    readingNanos += nanos;
  }

  /** Whether this pass need not read on. */
  boolean isOver() {
    return isShort && inVain >= LOOK_AHEAD;
  }

  /** Whether the next one may begin. */
  boolean mayBegin(long now) {
    return now - againAt >= 0;
  }

  /** The next one begins. */
  void begin(long now) {
    long rest = Math.max(REST_NANOS_MIN, REST * readingNanos);
    if (!isShort) {
      wholeAgainAt = now + rest;
    }
    isShort = now - wholeAgainAt < 0;
    againAt = now + (fruitful ? FRUITFUL_REST_NANOS : rest);
    fruitful = false;
    inVain = 0;
    readingNanos = 0;
  }
}
