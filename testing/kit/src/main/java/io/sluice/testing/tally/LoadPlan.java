package io.sluice.testing.tally;

import java.time.Duration;

/**
 * What a {@link Load} sends.
 *
 * <p>The load is open: when an event is sent depends on the clock and never on how long earlier
 * answers took, but for what one connection can do. So there have to be enough connections for the
 * rate and the slowest answers: 500 events a second that each take half a second occupy 250.
 *
 * @param target whom to send to
 * @param perSecond events a second; infinite for as fast as answers come
 * @param duration how long, unless it is ended before
 * @param connections how many are kept open; each sends one event after the other
 * @param keysPerConnection ordering keys that only this connection sends events of
 * @param bodyBytes how long bodies are
 * @param pace how fast bodies are sent
 * @param deadline how long one attempt may take from its connect to the end of its answer
 * @param retries what is done after attempts that brought no yes
 */
public record LoadPlan(
    Target target,
    double perSecond,
    Duration duration,
    int connections,
    int keysPerConnection,
    int bodyBytes,
    Pace pace,
    Duration deadline,
    Retries retries) {

  /** A light load; the other methods make another of it. */
  public static LoadPlan to(Target target) {
    return new LoadPlan(
        target,
        100,
        Duration.ofHours(1),
        20,
        1,
        600,
        Pace.atOnce(),
        Duration.ofSeconds(10),
        Retries.none());
  }

  public LoadPlan perSecond(double events) {
    return new LoadPlan(
        target,
        events,
        duration,
        connections,
        keysPerConnection,
        bodyBytes,
        pace,
        deadline,
        retries);
  }

  /** Each connection sends the next event as soon as the last one is answered. */
  public LoadPlan asFastAsAnswersCome() {
    return perSecond(Double.POSITIVE_INFINITY);
  }

  public LoadPlan lasting(Duration howLong) {
    return new LoadPlan(
        target,
        perSecond,
        howLong,
        connections,
        keysPerConnection,
        bodyBytes,
        pace,
        deadline,
        retries);
  }

  public LoadPlan over(int howManyConnections, int keysOfEach) {
    return new LoadPlan(
        target,
        perSecond,
        duration,
        howManyConnections,
        keysOfEach,
        bodyBytes,
        pace,
        deadline,
        retries);
  }

  public LoadPlan bodies(int bytes) {
    return bodies(bytes, Pace.atOnce());
  }

  public LoadPlan bodies(int bytes, Pace howFast) {
    return new LoadPlan(
        target,
        perSecond,
        duration,
        connections,
        keysPerConnection,
        bytes,
        howFast,
        deadline,
        retries);
  }

  public LoadPlan answeredWithin(Duration limit) {
    return new LoadPlan(
        target,
        perSecond,
        duration,
        connections,
        keysPerConnection,
        bodyBytes,
        pace,
        limit,
        retries);
  }

  public LoadPlan retrying(Retries policy) {
    return new LoadPlan(
        target,
        perSecond,
        duration,
        connections,
        keysPerConnection,
        bodyBytes,
        pace,
        deadline,
        policy);
  }

  /** The time between two events of one connection. */
  long intervalNanos() {
    return (long) (connections * 1e9 / perSecond);
  }

  /** When a connection sends its first event: they do not all begin at once. */
  long offsetNanos(int connection) {
    return (long) (connection * 1e9 / perSecond);
  }
}
