package io.sluice.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.DiskFaults.Op;
import io.sluice.gateway.journal.DiskFaults.PowerCut;
import io.sluice.gateway.journal.JournalEvent.Full;
import io.sluice.gateway.journal.JournalEvent.HousekeepingFailed;
import io.sluice.gateway.journal.JournalEvent.OutOfService;
import io.sluice.gateway.journal.JournalEvent.ReadFailed;
import io.sluice.gateway.journal.JournalEvent.RoomAgain;
import io.sluice.gateway.journal.JournalEvent.SegmentDeleted;
import io.sluice.gateway.journal.JournalEvent.TornTailCut;
import io.sluice.gateway.journal.JournalEvent.WriteFailed;
import io.sluice.testing.Seed;
import io.sluice.testing.Seeds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Random lives of a journal on a bad disk; what it promised is compared with what it does. */
@ExtendWith(Seeds.class)
class JournalModelTest {

  private static final int FIXED_SEEDS = 600;
  private static final int FRESH_SEEDS = 200;
  private static final int STEPS = 150;

  @Test
  void keepsItsPromisesInFixedLives() {
    Set<Class<?>> seen = new HashSet<>();
    for (long seed = 0; seed < FIXED_SEEDS; seed++) {
      liveThrough(seed).forEach(event -> seen.add(event.getClass()));
    }
    assertThat(seen)
        .as("what these lives have been through")
        .contains(
            TornTailCut.class,
            WriteFailed.class,
            ReadFailed.class,
            OutOfService.class,
            Full.class,
            RoomAgain.class,
            SegmentDeleted.class,
            HousekeepingFailed.class);
  }

  @Test
  void keepsItsPromisesInFreshLives(@Seed long first) {
    for (long seed = first; seed < first + FRESH_SEEDS; seed++) {
      liveThrough(seed);
    }
  }

  private static List<JournalEvent> liveThrough(long seed) {
    try {
      return new Life(new SplittableRandom(seed)).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("life " + seed, e);
    }
  }

  private static final class Life {

    private final SplittableRandom random;
    private final JournalModel model;
    private final boolean faulty;

    Life(SplittableRandom random) {
      this.random = random;
      int recordMax = random.nextInt(100, 1500);
      long segment = 4096 + 40 + random.nextLong(recordMax, 8000);
      long budget = random.nextInt(2, 7) * segment + random.nextInt(4000);
      long freeMin = random.nextInt(3) == 0 ? random.nextInt(5000) : 0;
      JournalSettings settings = new JournalSettings(segment, budget, freeMin, recordMax);
      this.faulty = random.nextInt(4) > 0;
      this.model = new JournalModel(random, settings, random.nextLong(3000, 2 * budget));
      if (faulty) {
        begin();
      }
    }

    private void begin() {
      if (random.nextBoolean()) {
        double chance = random.nextDouble(0.1);
        model
            .disk()
            .faults()
            .failAtRandom(chance, Op.WRITE, Op.SYNC, Op.CREATE, Op.RENAME, Op.DELETE, Op.READ);
      }
      if (random.nextBoolean()) {
        model.disk().faults().cutPowerAt(random.nextInt(1, 100));
      }
    }

    List<JournalEvent> run() {
      for (int step = 0; step < STEPS; step++) {
        try {
          step();
          model.check();
        } catch (PowerCut e) {
          restart();
        }
      }
      model.disk().faults().heal();
      model.restart();
      model.readPass();
      model.check();
      drainAll();
      model.checkThatNothingPromisedIsCorrupt();
      return model.events();
    }

    private void step() {
      switch (random.nextInt(24)) {
        case 0, 1, 2, 3, 4, 5 -> model.append();
        case 6, 7, 8, 9, 10, 11, 12 -> model.read();
        case 13, 14, 15, 16 -> model.sayDone();
        case 17 -> model.sayDoneEarly();
        case 18, 19, 20 -> model.keepHouse();
        case 21 -> model.rewind();
        case 22 -> model.readPass();
        default -> {
          if (random.nextInt(4) == 0) {
            restart();
          }
        }
      }
    }

    private void restart() {
      model.restart();
      if (faulty) {
        begin();
      }
    }

    /** Once all is done the journal takes records again, whatever it had been through. */
    private void drainAll() {
      model.sayAllDone();
      assertThat(model.journal().openRecords()).isZero();
      assertThat(model.journal().recoveredOpen()).isZero();
      model.disk().capacity(Long.MAX_VALUE / 2);
      model.keepHouse();
      assertThat(model.journal().state()).isEqualTo(Journal.State.OPEN);
      int refusals = model.refusals;
      model.append(1);
      assertThat(model.refusals).isEqualTo(refusals);
    }
  }
}
