package io.sluice.testing.tally;

import io.sluice.testing.RawAnswer;

/** How one attempt to hand an event over ended, as the sender sees it. */
public sealed interface Reply {

  /** Whether the gateway said yes. */
  default boolean isYes() {
    return false;
  }

  /**
   * It answered.
   *
   * @param comeBack whether it said when to send the event again
   */
  record Answered(int status, Ack ack, boolean comeBack) implements Reply {

    static Answered of(RawAnswer.Response response) {
      return new Answered(
          response.status(),
          Ack.of(response.header("sluice-ack")),
          !response.header("retry-after").isEmpty());
    }

    @Override
    public boolean isYes() {
      return status >= 200 && status < 300;
    }

    /** Whether it refuses for now, and so has to say when to come back. */
    boolean isNotNow() {
      return status == 429 || status == 503;
    }
  }

  /** No answer came. */
  enum Failure implements Reply {
    /** Nobody listens. */
    REFUSED,
    /** The connection ended first. */
    RESET,
    /** The deadline passed first. */
    TIMEOUT,
    /** Something came that is no HTTP. */
    GARBLED
  }
}
