package io.sluice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.Seed;
import io.sluice.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeds.class)
class FairShareTest {

  private static final long MAX = 800_000;
  private static final long OPEN = 700_000;

  /** Ten sources are promised 10,000 bytes each. */
  private final FairShare shared = new FairShare(MAX, 10);

  /** Of a sender that does not repeat. */
  private SourceBudget source() {
    return shared.source(MAX, false);
  }

  @Test
  void aSourceAloneMayHoldHalfOfTheOpenPart() {
    SourceBudget source = source();
    assertThat(shared.loneBytesMax(false)).isEqualTo(OPEN / 2);
    assertThat(source.tryReserve(OPEN / 2 + 1)).isFalse();
    assertThat(source.tryReserve(OPEN / 2)).isTrue();
    assertThat(source.tryReserve(1)).isFalse();
  }

  @Test
  void aRefusedReservationTakesNothing() {
    SourceBudget source = source();
    assertThat(source.tryReserve(MAX + 1)).isFalse();
    assertThat(source.tryReserve(Long.MAX_VALUE)).isFalse();
    assertThat(source.bytesHeld()).isZero();
    assertThat(shared.bytesHeld()).isZero();
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    SourceBudget source = source();
    assertThat(source.tryReserve(OPEN / 2)).isTrue();
    source.release(1000);
    assertThat(source.tryReserve(1001)).isFalse();
    assertThat(source.tryReserve(1000)).isTrue();
    source.release(OPEN / 2);
    assertThat(source.bytesHeld()).isZero();
    assertThat(shared.bytesHeld()).isZero();
  }

  @Test
  void givingBackMoreThanWasTakenIsABug() {
    SourceBudget source = source();
    SourceBudget other = source();
    assertThat(source.tryReserve(5)).isTrue();
    assertThat(other.tryReserve(5)).isTrue();
    assertThatThrownBy(() -> source.release(6)).isInstanceOf(IllegalStateException.class);
    assertThat(shared.bytesHeld()).isEqualTo(10);
  }

  @Test
  void aSourceKeepsToItsOwnLimitToo() {
    SourceBudget source = shared.source(20_000, false);
    assertThat(source.tryReserve(20_001)).isFalse();
    assertThat(source.tryReserve(20_000)).isTrue();
    assertThat(source.tryReserve(1)).isFalse();
  }

  @Test
  void whoRepeatsIsRefusedFirst() {
    List<SourceBudget> repeating =
        Stream.generate(() -> shared.source(MAX, true)).limit(200).toList();
    repeating.forEach(source -> takeAll(source, 11_000));
    assertThat(shared.bytesHeld()).isBetween(MAX / 10 * 7 - 22_000, MAX / 10 * 7);
    assertThat(shared.source(MAX, true).tryReserve(11_000)).isFalse();
    SourceBudget comesOnce = source();
    takeAll(comesOnce, 11_000);
    assertThat(comesOnce.bytesHeld()).isGreaterThan((OPEN - MAX / 10 * 7) / 2 - 11_000);
  }

  @Test
  void aSourceAloneThatRepeatsMayHoldHalfOfWhatIsOpenToIt() {
    SourceBudget source = shared.source(MAX, true);
    assertThat(shared.loneBytesMax(true)).isEqualTo(MAX / 20 * 7);
    assertThat(source.tryReserve(MAX / 20 * 7 + 1)).isFalse();
    assertThat(source.tryReserve(MAX / 20 * 7)).isTrue();
  }

  @Test
  void whoRepeatsHasItsQuietShareAllTheSame() {
    for (int i = 0; i < 9; i++) {
      takeAll(source(), 77);
    }
    assertThat(shared.source(MAX, true).tryReserve(shared.quietBytes())).isTrue();
  }

  @Test
  void twoNoisySourcesCannotKeepAThirdOut() {
    SourceBudget first = source();
    SourceBudget second = source();
    takeAll(first, 1000);
    takeAll(second, 1000);
    SourceBudget quiet = source();
    assertThat(quiet.tryReserve(80_000)).as("much more than a quiet share").isTrue();
    quiet.release(80_000);
    for (int i = 0; i < 10; i++) {
      assertThat(quiet.tryReserve(1000)).isTrue();
    }
  }

  @Test
  void twoNoisySourcesInTurnLeaveAThirdOfTheOpenPart() {
    SourceBudget first = source();
    SourceBudget second = source();
    while (first.tryReserve(1000) && second.tryReserve(1000)) {}
    assertThat(first.bytesHeld()).isBetween(OPEN / 3 - 2000, OPEN / 3 + 2000);
    assertThat(second.bytesHeld()).isBetween(OPEN / 3 - 2000, OPEN / 3 + 2000);
  }

  @Test
  void aNoisySourceGivesRoomToTheNextOneAsItsRequestsEnd() {
    SourceBudget first = source();
    SourceBudget second = source();
    takeAll(first, 1000);
    for (int i = 0; i < 1000; i++) {
      takeAll(second, 1000);
      first.release(1000);
      takeAll(first, 1000);
    }
    assertThat(second.bytesHeld()).isGreaterThan(OPEN / 3 - 2000);
  }

  @Test
  void nineNoisySourcesCannotKeepTheTenthFromItsShare() {
    for (int i = 0; i < 9; i++) {
      takeAll(source(), 77);
    }
    SourceBudget tenth = source();
    takeAll(tenth, 1);
    assertThat(tenth.bytesHeld()).isGreaterThanOrEqualTo(shared.quietBytes());
    assertThat(shared.bytesHeld()).isLessThanOrEqualTo(MAX);
  }

  @Test
  void aQuietSourceIsNeverRefusedWhateverTheOthersDo(RandomGenerator random) {
    for (int round = 0; round < 200; round++) {
      FairShare share = new FairShare(random.nextLong(1000, 1_000_000), 10);
      List<Sender> noisy =
          Stream.generate(() -> new Sender(share.source(MAX, random.nextBoolean())))
              .limit(9)
              .toList();
      Sender quiet = new Sender(share.source(MAX, random.nextBoolean()));
      for (int step = 0; step < 1000; step++) {
        Sender one = noisy.get(random.nextInt(noisy.size()));
        one.takeOrEnd(1 + random.nextLong(share.bytesMax() / 20), random);
        long bytes = random.nextLong(share.quietBytes() + 1);
        if (quiet.budget.bytesHeld() + bytes <= share.quietBytes()) {
          assertThat(quiet.take(bytes)).as("round %d step %d", round, step).isTrue();
        } else {
          quiet.endOne();
        }
        long sum = quiet.budget.bytesHeld();
        for (Sender sender : noisy) {
          sum += sender.budget.bytesHeld();
        }
        assertThat(share.bytesHeld()).isEqualTo(sum).isLessThanOrEqualTo(share.bytesMax());
      }
    }
  }

  @Test
  void threadsNeverHoldMoreThanIsThereAndGiveAllOfItBack(@Seed long seed) throws Exception {
    AtomicLong seen = new AtomicLong();
    List<SourceBudget> sources = Stream.generate(this::source).limit(3).toList();
    List<Future<Long>> threads = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        RandomGenerator random = new SplittableRandom(seed + i);
        threads.add(pool.submit(() -> takeAndGiveBack(sources, seen, random)));
      }
    }
    for (Future<Long> most : threads) {
      assertThat(most.get()).isLessThanOrEqualTo(MAX);
    }
    assertThat(shared.bytesHeld()).isZero();
    assertThat(sources).allMatch(source -> source.bytesHeld() == 0);
  }

  /** Counts apart from the budget what is held: a reservation later, a release earlier. */
  private static long takeAndGiveBack(
      List<SourceBudget> sources, AtomicLong seen, RandomGenerator random) {
    long most = 0;
    for (int i = 0; i < 50_000; i++) {
      SourceBudget source = sources.get(random.nextInt(sources.size()));
      long bytes = random.nextLong(200_000);
      if (source.tryReserve(bytes)) {
        most = Math.max(most, seen.addAndGet(bytes));
        seen.addAndGet(-bytes);
        source.release(bytes);
      }
    }
    return most;
  }

  private static void takeAll(SourceBudget source, long step) {
    while (source.tryReserve(step)) {}
  }

  /** A source with requests that end one after the other. */
  private static final class Sender {

    final SourceBudget budget;
    private final Deque<Long> open = new ArrayDeque<>();

    Sender(SourceBudget budget) {
      this.budget = budget;
    }

    boolean take(long bytes) {
      boolean taken = budget.tryReserve(bytes);
      if (taken) {
        open.add(bytes);
      }
      return taken;
    }

    void takeOrEnd(long bytes, RandomGenerator random) {
      if (!take(bytes) || random.nextInt(5) == 0) {
        endOne();
      }
    }

    void endOne() {
      if (!open.isEmpty()) {
        budget.release(open.remove());
      }
    }
  }
}
