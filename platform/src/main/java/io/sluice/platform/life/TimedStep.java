package io.sluice.platform.life;

import io.sluice.platform.life.Progress.Direction;
import io.sluice.platform.life.Progress.Moment;
import io.sluice.platform.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One step of one part on a thread of its own, watched against its deadline. */
final class TimedStep {

  private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

  private final String part;
  private final Direction direction;
  private final Duration deadline;
  private final Ticker ticker;
  private final Progress progress;
  private final AtomicReference<Throwable> thrown = new AtomicReference<>();
  private final Thread thread;

  TimedStep(
      String part,
      Direction direction,
      Duration deadline,
      Step step,
      Ticker ticker,
      Progress progress) {
    this.part = part;
    this.direction = direction;
    this.deadline = deadline;
    this.ticker = ticker;
    this.progress = progress;
    this.thread = Thread.ofVirtual().name(direction.name() + " " + part).unstarted(() -> run(step));
  }

  /** What came of a step. */
  sealed interface Outcome {

    record Done() implements Outcome {}

    record Threw(Throwable cause) implements Outcome {}

    record Overran(Duration deadline) implements Outcome {}

    record Interrupted() implements Outcome {}
  }

  /** Runs the step and waits for it; the waiting thread may be interrupted. */
  Outcome runToEnd() {
    progress.tell(new Moment.Began(part, direction));
    long began = ticker.nanos();
    thread.start();
    Outcome outcome = watch(began);
    Duration elapsed = since(began);
    progress.tell(
        whyFailed(outcome)
            .<Moment>map(why -> new Moment.Failed(part, direction, elapsed, why))
            .orElseGet(() -> new Moment.Finished(part, direction, elapsed)));
    return outcome;
  }

  /** The reason in words; empty where the step is done. */
  static Optional<String> whyFailed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> Optional.empty();
      case Outcome.Threw threw -> Optional.of(threw.cause().toString());
      case Outcome.Overran overran ->
          Optional.of("not done within " + overran.deadline().toMillis() + " ms");
      case Outcome.Interrupted interrupted -> Optional.of("interrupted");
    };
  }

  private Outcome watch(long began) {
    try {
      for (Duration left = deadline; left.isPositive(); left = deadline.minus(since(began))) {
        if (ticker.join(thread, left.compareTo(TOLD_EVERY) < 0 ? left : TOLD_EVERY)) {
          Throwable cause = thrown.get();
          return cause == null ? new Outcome.Done() : new Outcome.Threw(cause);
        }
        progress.tell(new Moment.StillRunning(part, direction, since(began)));
      }
      thread.interrupt();
      return new Outcome.Overran(deadline);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return new Outcome.Interrupted();
    }
  }

  private Duration since(long began) {
    return Duration.ofNanos(ticker.nanos() - began);
  }

  /** Catches everything: whatever a part throws is the reason why it failed. */
  private void run(Step step) {
    try {
      step.run();
    } catch (Throwable e) {
      thrown.set(e);
    }
  }
}
