package io.sluice.testing.tally;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One connection's part of a load: its keys in turn, each event at its time or as soon as it can.
 */
final class Sender implements Runnable {
  private final LoadPlan plan;
  private final int index;
  private final HookConnection connection;
  private final Ledger ledger;
  private final LoadCounts counts;
  private final CountDownLatch enough;

  Sender(
      LoadPlan plan,
      int index,
      HookConnection connection,
      Ledger ledger,
      LoadCounts counts,
      CountDownLatch enough) {
    this.plan = plan;
    this.index = index;
    this.connection = connection;
    this.ledger = ledger;
    this.counts = counts;
    this.enough = enough;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    long end = start + plan.duration().toNanos();
    long due = start + plan.offsetNanos(index);
    try (connection) {
      for (long i = 0; due - end < 0 && !isEnoughAt(due); i++) {
        int key = index * plan.keysPerConnection() + (int) (i % plan.keysPerConnection());
        send(key, due);
        due = plan.intervalNanos() == 0 ? System.nanoTime() : due + plan.intervalNanos();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isEnoughAt(long due) throws InterruptedException {
    return enough.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private void send(int key, long due) throws InterruptedException {
    TallyId id = ledger.next(key);
    counts.sends();
    Reply reply = attempt(id);
    for (int i = 0; i < plan.retries().max() && Retries.worthwhile(reply); i++) {
      isEnoughAt(System.nanoTime() + plan.retries().pause().toNanos());
      reply = attempt(id);
    }
    if (reply instanceof Reply.Answered answer && answer.isYes()) {
      ledger.accept(id, answer.ack());
    }
    counts.settled(reply, Duration.ofNanos(System.nanoTime() - due));
  }

  private Reply attempt(TallyId id) {
    long began = System.nanoTime();
    Reply reply = connection.post(id);
    counts.attempted(id, reply, Duration.ofNanos(System.nanoTime() - began));
    return reply;
  }
}
