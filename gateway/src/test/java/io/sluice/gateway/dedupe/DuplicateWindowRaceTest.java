package io.sluice.gateway.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Seed;
import io.sluice.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many threads claim and settle the same few events. */
@ExtendWith(Seeds.class)
class DuplicateWindowRaceTest {

  private static final int THREADS = 4;
  private static final int EVENTS = 5;
  private static final int CLAIMS = 10_000;

  /** An append under way; any thread may settle it, as Kafka's thread does. */
  private record Append(int event, Stored stored, Ticket ticket) {}

  /** Somebody who asked for an event. */
  private record Asker(int event, Ears ears) {

    boolean wasTold() {
      return !ears.heard().isEmpty();
    }
  }

  private final AtomicLong nanos = new AtomicLong();
  private final DuplicateWindow window =
      new DuplicateWindow(nanos::get, EVENTS - 1, Duration.ofNanos(20));

  private final Queue<Append> appends = new ConcurrentLinkedQueue<>();
  private final Queue<Asker> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Asker> notWaiting = new ConcurrentLinkedQueue<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger duplicates = new AtomicInteger();
  private final Set<Stored> everStored = ConcurrentHashMap.newKeySet();
  private final AtomicIntegerArray appending = new AtomicIntegerArray(EVENTS);
  private final AtomicInteger appendsBegun = new AtomicInteger();

  @RepeatedTest(5)
  void oneAppendsAtATimeAndWhoeverWaitsIsToldOnce(@Seed long seed) throws Exception {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<Callable<Void>> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      SplittableRandom random = seeds.split();
      workers.add(() -> work(random));
    }
    together(workers);
    appends.forEach(append -> settle(append, true));
    assertThat(duplicates.get()).isGreaterThan(100);
    assertThat(waiting.size()).isGreaterThan(100);
    assertThat(waiting.stream().filter(asker -> !wasToldHowItEnded(asker))).isEmpty();
    assertThat(notWaiting.stream().filter(Asker::wasTold)).isEmpty();
    assertThat(faults).isEmpty();
  }

  /** All claims of a round race against the failing of the append that is under way. */
  @Test
  void afterAFailureOneIsFirstAndNobodyIsForgotten() throws Exception {
    for (int round = 0; round < 3000; round++) {
      EventIdentity identity = identity(round);
      Ticket failing = ((Claim.First) window.claim("hub", identity, new Ears())).ticket();
      Ears[] ears = {new Ears(), new Ears(), new Ears()};
      List<Callable<Claim>> racers = new ArrayList<>();
      for (Ears each : ears) {
        racers.add(() -> window.claim("hub", identity, each));
      }
      racers.add(() -> {
        failing.failed();
        return new Claim.Crowded();
      });
      List<Claim> claims = together(racers);
      List<Ticket> firsts =
          claims.stream()
              .filter(Claim.First.class::isInstance)
              .map(claim -> ((Claim.First) claim).ticket())
              .toList();
      assertThat(firsts).as("round %d", round).hasSizeLessThan(2);
      firsts.forEach(Ticket::failed);
      for (int i = 0; i < ears.length; i++) {
        boolean waits = claims.get(i) instanceof Claim.Waiting;
        assertThat(ears[i].heard()).as("round %d", round).hasSize(waits ? 1 : 0);
      }
    }
  }

  @Test
  void aNewSourceHasOneFirstWhoeverComes() throws Exception {
    for (int round = 0; round < 1000; round++) {
      String source = "source " + round;
      Callable<Claim> racer = () -> window.claim(source, identity(1), new Ears());
      List<Claim> claims = together(List.of(racer, racer, racer));
      assertThat(claims).as(source).filteredOn(Claim.First.class::isInstance).hasSize(1);
    }
  }

  private Void work(SplittableRandom random) {
    for (int i = 0; i < CLAIMS; i++) {
      claim(random.nextInt(EVENTS));
      Append append = random.nextInt(3) > 0 ? appends.poll() : null;
      if (append != null) {
        settle(append, random.nextBoolean());
      }
      nanos.addAndGet(random.nextInt(3));
    }
    return null;
  }

  private void claim(int event) {
    Asker asker = new Asker(event, new Ears());
    Claim claim = window.claim("hub", identity(event), asker.ears());
    (claim instanceof Claim.Waiting ? waiting : notWaiting).add(asker);
    switch (claim) {
      case Claim.First(Ticket ticket) -> {
        if (appending.incrementAndGet(event) > 1) {
          faults.add("two append event " + event);
        }
        String id = Integer.toString(appendsBegun.incrementAndGet());
        appends.add(new Append(event, new Stored(id, typeOf(event), false), ticket));
      }
      case Claim.Duplicate(Stored stored) -> {
        if (!isStored(stored, event)) {
          faults.add(stored + " was not stored as event " + event);
        }
        duplicates.incrementAndGet();
      }
      case Claim.Waiting _, Claim.Crowded _ -> {}
    }
  }

  private void settle(Append append, boolean kept) {
    appending.decrementAndGet(append.event());
    if (kept) {
      everStored.add(append.stored());
      append.ticket().stored(append.stored());
      append.ticket().failed();
    } else {
      append.ticket().failed();
      append.ticket().stored(append.stored());
    }
  }

  private boolean wasToldHowItEnded(Asker asker) {
    return asker.ears().heard().size() == 1
        && switch (asker.ears().heard().getFirst()) {
          case Ending.Kept(Stored stored) -> isStored(stored, asker.event());
          case Ending.Lost() -> true;
        };
  }

  private boolean isStored(Stored stored, int event) {
    return stored.eventType().equals(typeOf(event)) && everStored.contains(stored);
  }

  /** Runs all at once, each on a thread of its own. */
  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> task : tasks) {
        running.add(
            threads.submit(() -> {
              start.await();
              return task.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    }
  }

  private static EventIdentity identity(int event) {
    return new EventIdentity(event, event);
  }

  private static String typeOf(int event) {
    return "event " + event;
  }
}
