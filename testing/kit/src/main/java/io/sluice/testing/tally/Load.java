package io.sluice.testing.tally;

import io.sluice.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Many senders that post signed events to one target and write in a {@link Ledger} what was said
 * yes to.
 *
 * <pre>
 *   plan ─▶ one virtual thread for each connection ─▶ attempts ─▶ counts
 *                                                        └─ yes ─▶ ledger
 * </pre>
 */
public final class Load implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofMillis(20);

  private final LoadPlan plan;
  private final LoadCounts counts = new LoadCounts();
  private final CountDownLatch enough = new CountDownLatch(1);
  private final CountDownLatch swept = new CountDownLatch(1);
  private final List<HookConnection> connections = new ArrayList<>();
  private final List<Future<?>> senders = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("load-", 0).factory());

  private Load(LoadPlan plan) {
    this.plan = plan;
  }

  /** Starts it; it goes on until its plan is over or it is ended. */
  public static Load start(LoadPlan plan, Ledger ledger) {
    Load load = new Load(plan);
    for (int i = 0; i < plan.connections(); i++) {
      load.connections.add(new HookConnection(plan));
    }
    Thread.ofVirtual().name("load-deadlines").start(load::watchDeadlines);
    for (int i = 0; i < plan.connections(); i++) {
      Sender sender =
          new Sender(plan, i, load.connections.get(i), ledger, load.counts, load.enough);
      load.senders.add(load.threads.submit(sender));
    }
    return load;
  }

  private void watchDeadlines() {
    try {
      while (!swept.await(SWEEP.toNanos(), TimeUnit.NANOSECONDS)) {
        long now = System.nanoTime();
        connections.forEach(connection -> connection.hangUpIfLate(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns once this many more events were sent, whatever became of them. */
  public void awaitSent(long more, Duration limit) {
    await(more, counts::sent, "sent", limit);
  }

  /** Returns once this many more events were said yes to. */
  public void awaitAccepted(long more, Duration limit) {
    await(more, counts::accepted, "accepted", limit);
  }

  private void await(long more, LongSupplier count, String what, Duration limit) {
    long wanted = count.getAsLong() + more;
    Eventually.eventually(
        limit,
        () -> {
          if (count.getAsLong() < wanted) {
            throw new AssertionError(
                "%d of %d are %s: %s".formatted(count.getAsLong(), wanted, what, soFar()));
          }
        });
  }

  /** What the senders have seen up to now. */
  public LoadReport soFar() {
    return counts.report();
  }

  /** Sends no more, and returns when everything that was under way has ended. */
  public LoadReport end() {
    enough.countDown();
    return awaitEnd();
  }

  /** Returns when the plan is over and everything that was under way has ended. */
  public LoadReport awaitEnd() {
    try {
      for (Future<?> sender : senders) {
        sender.get();
      }
      return soFar();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sender failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      swept.countDown();
      threads.shutdownNow();
    }
  }

  @Override
  public void close() {
    end();
  }

  @Override
  public String toString() {
    return "load on " + plan.target();
  }
}
