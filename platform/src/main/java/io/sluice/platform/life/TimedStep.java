package io.sluice.platform.life;

import io.sluice.platform.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** One step on a thread of its own, watched against its deadline. */
final class TimedStep {

  private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

  private final Ticker ticker;
  private final Duration deadline;
  private final FutureTask<Boolean> task;
  private final Thread thread;
  private final long began;

  /** Starts the step. */
  TimedStep(String name, Step step, Duration deadline, Ticker ticker) {
    this.ticker = ticker;
    this.deadline = deadline;
    this.task =
        new FutureTask<>(() -> {
          step.run();
          return true;
        });
    this.began = ticker.nanos();
    this.thread = Thread.ofVirtual().name(name).start(task);
  }

  /** What came of a step. */
  sealed interface Outcome {

    /** It ran to its end. */
    record Done() implements Outcome {}

    /** It threw. */
    record Threw(Throwable cause) implements Outcome {}

    /** It was interrupted at its deadline. */
    record Overran(Duration deadline) implements Outcome {}

    /** It was interrupted because the thread that waited for it was. */
    record Interrupted() implements Outcome {}
  }

  /** Waits for the step and tells once a second for how long it has been running. */
  Outcome await(Consumer<Duration> stillRunning) {
    try {
      for (Duration left = deadline; left.isPositive(); left = deadline.minus(elapsed())) {
        if (ticker.join(thread, left.compareTo(TOLD_EVERY) < 0 ? left : TOLD_EVERY)) {
          return ended();
        }
        stillRunning.accept(elapsed());
      }
      thread.interrupt();
      return new Outcome.Overran(deadline);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return new Outcome.Interrupted();
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(ticker.nanos() - began);
  }

  /** The reason of a failure in words; empty where the step is done. */
  static Optional<String> whyFailed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> Optional.empty();
      case Outcome.Threw threw -> Optional.of(threw.cause().toString());
      case Outcome.Overran overran ->
          Optional.of("not done within " + Math.max(0, overran.deadline().toMillis()) + " ms");
      case Outcome.Interrupted interrupted -> Optional.of("it was interrupted");
    };
  }

  private Outcome ended() {
    return task.state() == Future.State.FAILED
        ? new Outcome.Threw(task.exceptionNow())
        : new Outcome.Done();
  }
}
