package io.sluice.testing.tally;

import java.time.Duration;

/**
 * What a sender does after an attempt that brought no yes.
 *
 * @param max how many more attempts it makes
 * @param pause how long it waits before each of them
 */
public record Retries(int max, Duration pause) {

  public static Retries none() {
    return new Retries(0, Duration.ZERO);
  }

  public static Retries once(Duration pause) {
    return new Retries(1, pause);
  }

  /** Whether senders try again after this: always, but for answers that will not change. */
  static boolean worthwhile(Reply reply) {
    return switch (reply) {
      case Reply.Answered(int status, _, _) -> status == 408 || status == 429 || status >= 500;
      case Reply.Failure _ -> true;
    };
  }
}
