package io.sluice.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Seed;
import io.sluice.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One thread writes, another reads back and keeps house: on real files. */
@ExtendWith(Seeds.class)
class JournalThreadsTest {

  private static final int RECORDS = 6000;
  private static final int RECORD_MAX = 800;
  private static final JournalSettings SETTINGS =
      new JournalSettings(64 << 10, 8 * (64 << 10), 0, RECORD_MAX);

  @TempDir private Path folder;

  private final AtomicLong salts = new AtomicLong();
  private final Queue<JournalEvent> events = new ConcurrentLinkedQueue<>();

  @Test
  @Timeout(120)
  void readsBackInOrderWhatIsBeingWritten(@Seed long seed) throws Exception {
    try (Journal journal = open()) {
      Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
      AtomicLong given = new AtomicLong();
      Thread writer =
          Thread.ofPlatform()
              .name("writer")
              .start(
                  () -> guarded(faults, () -> write(journal, new SplittableRandom(seed), given)));
      guarded(faults, () -> readAll(journal, new SplittableRandom(~seed), faults));
      writer.join(Duration.ofSeconds(60));
      assertThat(faults).isEmpty();
      assertThat(given.get()).isEqualTo(RECORDS);
      assertThat(journal.openRecords()).isZero();
      assertThat(journal.bytesOnDisk()).isLessThanOrEqualTo(SETTINGS.bytesMax());
    }
    assertThat(events)
        .noneMatch(JournalEvent.Corrupt.class::isInstance)
        .noneMatch(JournalEvent.WriteFailed.class::isInstance)
        .noneMatch(JournalEvent.HousekeepingFailed.class::isInstance);
    try (Journal next = open()) {
      assertThat(next.recoveredOpen()).isZero();
      assertThat(next.firstNew()).isEqualTo(RECORDS + 1);
    }
  }

  private Journal open() throws IOException {
    return Journal.open(
        FileDisk.open(folder),
        SETTINGS,
        salts::incrementAndGet,
        InstantSource.system(),
        events::add);
  }

  /** What does not fit is offered again, as whoever was refused would. */
  private static void write(Journal journal, SplittableRandom random, AtomicLong given) {
    while (given.get() < RECORDS) {
      List<JournalEntry> group = new ArrayList<>();
      int size = (int) Math.min(1 + random.nextInt(60), RECORDS - given.get());
      for (int i = 0; i < size; i++) {
        int bytes = random.nextInt(Payloads.BYTES_MIN, RECORD_MAX + 1);
        group.add(Payloads.entry(given.get() + i, bytes));
      }
      GroupResult result = journal.append(group);
      if (result.durable() > 0) {
        assertThat(result.firstSequence()).isEqualTo(given.get() + 1);
      } else {
        Thread.onSpinWait();
      }
      given.addAndGet(result.durable());
    }
  }

  private static void readAll(Journal journal, SplittableRandom random, Queue<Throwable> faults) {
    JournalReader reader = journal.reader();
    long expected = 1;
    List<Long> notDone = new ArrayList<>();
    while (expected <= RECORDS && faults.isEmpty()) {
      JournalRecord record = reader.next();
      if (record == null) {
        notDone.forEach(journal::done);
        notDone.clear();
        journal.keepHouse();
        continue;
      }
      assertThat(record.sequence()).isEqualTo(expected);
      assertThat(Payloads.idOf(record)).isEqualTo(expected - 1);
      expected++;
      notDone.add(record.sequence());
      if (random.nextInt(40) == 0) {
        journal.done(notDone.remove(random.nextInt(notDone.size())));
        journal.keepHouse();
      }
    }
    notDone.forEach(journal::done);
    journal.keepHouse();
  }

  private static void guarded(Queue<Throwable> faults, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | AssertionError e) {
      faults.add(e);
    }
  }
}
