package io.sluice.testing.tally;

import java.time.Duration;

/**
 * How fast a body is sent.
 *
 * @param pieceBytes so much at a time
 * @param pause so long between pieces
 */
public record Pace(int pieceBytes, Duration pause) {
  private static final int LARGE_PIECE = 64 * 1_024;

  public static Pace atOnce() {
    return new Pace(LARGE_PIECE, Duration.ZERO);
  }

  /** Slow enough to take this long for a body of this length, in ten pieces. */
  public static Pace over(Duration whole, int bodyBytes) {
    return new Pace(Math.max(1, bodyBytes / 10), whole.dividedBy(10));
  }
}
