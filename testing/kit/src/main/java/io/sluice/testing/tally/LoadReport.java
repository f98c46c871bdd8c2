package io.sluice.testing.tally;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What the senders of a load have seen.
 *
 * @param sent events that were sent
 * @param accepted events that were said yes to
 * @param givenUp events that were not, whatever was tried
 * @param answers all answers by status, those to retries too
 * @param failures all attempts without an answer by kind
 * @param silentRefusals answers 429 and 503 that do not say when to come back
 * @param sinceSent how long answers took
 * @param sinceDue how long after their time in the plan events were settled, retries included
 * @param slowest the answer that took longest
 * @param firstTroubles the first attempts that brought no yes
 */
public record LoadReport(
    long sent,
    long accepted,
    long givenUp,
    SortedMap<Integer, Long> answers,
    SortedMap<Reply.Failure, Long> failures,
    long silentRefusals,
    Times sinceSent,
    Times sinceDue,
    Slowest slowest,
    List<String> firstTroubles) {

  public LoadReport {
    firstTroubles = List.copyOf(firstTroubles);
  }

  /** How often this status was answered. */
  public long answers(int status) {
    return answers.getOrDefault(status, 0L);
  }

  public Duration slowestAnswer() {
    return slowest.took();
  }

  @Override
  public String toString() {
    return "sent %d, accepted %d, given up %d; answers %s, failures %s, without retry-after %d%n"
            .formatted(sent, accepted, givenUp, answers, failures, silentRefusals)
        + "answered after %s, settled after %s of their due time; slowest %s ms (%s)"
            .formatted(sinceSent, sinceDue, slowest.took().toMillis(), slowest.what())
        + (firstTroubles.isEmpty() ? "" : "%nfirst troubles: ".formatted() + firstTroubles);
  }

  /**
   * The answer that took longest.
   *
   * @param what the event and the status
   */
  public record Slowest(String what, Duration took) {}

  /** Quantiles of a latency. */
  public record Times(Duration p50, Duration p99, Duration p999) {

    static Times of(Latencies latencies) {
      return new Times(
          latencies.quantile(0.5), latencies.quantile(0.99), latencies.quantile(0.999));
    }

    @Override
    public String toString() {
      return "%s/%s/%s ms (p50/p99/p99.9)".formatted(millis(p50), millis(p99), millis(p999));
    }

    private static String millis(Duration time) {
      return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
    }
  }
}
