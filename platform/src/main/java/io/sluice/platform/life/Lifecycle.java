package io.sluice.platform.life;

import io.sluice.platform.life.TimedStep.Outcome;
import io.sluice.platform.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a process that have been started, in order. Closing stops them in reverse, each
 * within its deadline and all of them within one, and goes on when one does not stop. A part whose
 * turn comes when that time is over is told to stop, but not waited for.
 *
 * <p>Closing may come from another thread (a shutdown hook) at any time: it interrupts a start that
 * is under way, and a second close waits for the first.
 */
public final class Lifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
  private static final String CLOSING = "the process is closing";

  private final Ticker ticker;
  private final Progress progress;
  private final Duration stopMax;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /* Guarded by this; never held while a step runs. */
  private final Deque<Started> started = new ArrayDeque<>();
  private boolean closing;
  private @Nullable Thread starting;

  private record Started(String name, Duration deadline, Step stop) {}

  /**
   * Measures by the machine's clock.
   *
   * @param progress is told of each step
   * @param stopMax how long closing may take in all
   */
  public Lifecycle(Progress progress, Duration stopMax) {
    this(Ticker.system(), progress, stopMax);
  }

  /** Measures by {@code ticker}. */
  Lifecycle(Ticker ticker, Progress progress, Duration stopMax) {
    this.ticker = ticker;
    this.progress = progress;
    this.stopMax = stopMax;
  }

  /**
   * Starts a part now and remembers how to stop it.
   *
   * @param name the part, in words for people
   * @param startDeadline how long the start may take before it is interrupted
   * @param start brings the part up; done means ready
   * @param stopDeadline how long the stop may take before it is interrupted
   * @param stop brings the part down; runs only if the start was done
   * @throws StartFailed if the start threw, ran over its deadline, or the process is closing
   */
  public void start(
      String name, Duration startDeadline, Step start, Duration stopDeadline, Step stop) {
    Started part = new Started(name, stopDeadline, stop);
    begin(name);
    try {
      progress.started(name);
      TimedStep step = new TimedStep("start " + name, start, startDeadline, ticker);
      Outcome outcome = step.await(elapsed -> progress.stillRunning(name, elapsed));
      TimedStep.whyFailed(outcome)
          .ifPresentOrElse(
              why -> progress.failed(name, step.elapsed(), why),
              () -> progress.finished(name, step.elapsed()));
      settle(part, outcome);
    } finally {
      end();
    }
  }

  private void settle(Started part, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> {
        if (!remember(part)) {
          // The interrupt that told of the closing must not cut the stop short.
          Thread.interrupted();
          stop(part, part.deadline());
          throw new StartFailed(part.name(), CLOSING);
        }
      }
      case Outcome.Threw threw -> throw new StartFailed(part.name(), threw.cause());
      case Outcome.Overran overran ->
          throw new StartFailed(part.name(), TimedStep.whyFailed(overran).orElseThrow());
      case Outcome.Interrupted interrupted ->
          throw new StartFailed(part.name(), TimedStep.whyFailed(interrupted).orElseThrow());
    }
  }

  private synchronized void begin(String name) {
    if (closing) {
      throw new StartFailed(name, CLOSING);
    }
    starting = Thread.currentThread();
  }

  private synchronized boolean remember(Started part) {
    if (!closing) {
      started.push(part);
    }
    return !closing;
  }

  private synchronized void end() {
    starting = null;
  }

  /** Stops what had been started, in reverse. */
  @Override
  public void close() {
    if (!beginClosing()) {
      awaitOtherClose();
      return;
    }
    // Stopping goes on to the end even if this thread was interrupted before.
    boolean interrupted = Thread.interrupted();
    long began = ticker.nanos();
    try {
      for (Started part = next(); part != null; part = next()) {
        Duration left = stopMax.minusNanos(ticker.nanos() - began);
        stop(part, left.compareTo(part.deadline()) < 0 ? left : part.deadline());
        interrupted |= Thread.interrupted();
      }
    } finally {
      stopped.countDown();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized boolean beginClosing() {
    boolean first = !closing;
    closing = true;
    if (first && starting != null && starting != Thread.currentThread()) {
      starting.interrupt();
    }
    return first;
  }

  private synchronized @Nullable Started next() {
    return started.poll();
  }

  private void stop(Started part, Duration max) {
    progress.stopping(part.name());
    TimedStep step = new TimedStep("stop " + part.name(), part.stop(), max, ticker);
    Outcome outcome = step.await(elapsed -> progress.stillStopping(part.name(), elapsed));
    progress.stopped(part.name(), step.elapsed());
    TimedStep.whyFailed(outcome)
        .ifPresent(why ->
            LOG.atWarn()
                .addKeyValue("part", part.name())
                .addKeyValue("reason", why)
                .log("lifecycle.stop_failed"));
  }

  private void awaitOtherClose() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
