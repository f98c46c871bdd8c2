package io.sluice.testing.tally;

import io.sluice.testing.tally.LoadReport.Slowest;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What all connections of a load count together; any thread may add. */
final class LoadCounts {
  private static final int NAMED_MAX = 6;

  private final long beganNanos = System.nanoTime();
  private final LongAdder sent = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final LongAdder refusedForEver = new LongAdder();
  private final SortedMap<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final SortedMap<Reply.Failure, LongAdder> failures = new ConcurrentSkipListMap<>();
  private final Latencies sinceSent = new Latencies();
  private final Latencies sinceDue = new Latencies();
  private final AtomicReference<Slowest> slowest =
      new AtomicReference<>(new Slowest("none", Duration.ZERO));

  private final AtomicInteger namedCount = new AtomicInteger();
  private final Queue<String> named = new ConcurrentLinkedQueue<>();

  /** An event is about to be sent for the first time. */
  void sends() {
    sent.increment();
  }

  /** An attempt has ended. */
  void attempted(TallyId id, Reply reply, Duration took) {
    switch (reply) {
      case Reply.Answered answer -> answered(id, answer, took);
      case Reply.Failure failure -> {
        failures.computeIfAbsent(failure, _ -> new LongAdder()).increment();
        name(id.text() + " " + failure, took);
      }
    }
  }

  /** The first troubles are told one by one, with the time since the load began. */
  private void name(String what, Duration took) {
    if (namedCount.getAndIncrement() < NAMED_MAX) {
      long sinceMillis = Duration.ofNanos(System.nanoTime() - beganNanos).toMillis();
      named.add("%s after %d ms, at %d ms".formatted(what, took.toMillis(), sinceMillis));
    }
  }

  private void answered(TallyId id, Reply.Answered answer, Duration took) {
    statuses.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
    if (answer.isNotNow() && !answer.comeBack()) {
      refusedForEver.increment();
    }
    if (!answer.isYes()) {
      name(id.text() + " → " + answer.status(), took);
    }
    sinceSent.record(took);
    slowest.accumulateAndGet(
        new Slowest(id.text() + " → " + answer.status(), took),
        (old, now) -> now.took().compareTo(old.took()) > 0 ? now : old);
  }

  /** An event has ended, after its last attempt. */
  void settled(Reply last, Duration sinceItWasDue) {
    (last.isYes() ? accepted : givenUp).increment();
    sinceDue.record(sinceItWasDue);
  }

  long sent() {
    return sent.sum();
  }

  long accepted() {
    return accepted.sum();
  }

  LoadReport report() {
    SortedMap<Integer, Long> answers = new TreeMap<>();
    statuses.forEach((status, count) -> answers.put(status, count.sum()));
    SortedMap<Reply.Failure, Long> failed = new TreeMap<>();
    failures.forEach((failure, count) -> failed.put(failure, count.sum()));
    return new LoadReport(
        sent.sum(),
        accepted.sum(),
        givenUp.sum(),
        answers,
        failed,
        refusedForEver.sum(),
        LoadReport.Times.of(sinceSent),
        LoadReport.Times.of(sinceDue),
        slowest.get(),
        List.copyOf(named));
  }
}
