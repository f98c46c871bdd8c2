package io.sluice.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.DiskFaults.PowerCut;
import io.sluice.testing.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A journal on a disk that fails, and what it has promised so far. */
final class JournalModel {

  private final RandomGenerator random;
  private final JournalSettings settings;
  private final List<JournalEvent> events = new ArrayList<>();

  private final VirtualClock clock = VirtualClock.at("2026-01-01T00:00:00Z");
  private FaultyDisk disk;
  private @Nullable Journal journal;
  private JournalReader reader;

  private long offered;
  private final Map<Long, Long> accepted = new HashMap<>(); // sequence → id, of all times
  private final NavigableSet<Long> open = new TreeSet<>(); // accepted, and not said done
  private final NavigableSet<Long> doneNow = new TreeSet<>(); // said done to this process
  private final List<Long> pass = new ArrayList<>();
  private final List<Long> handedOut = new ArrayList<>(); // what may be said done
  private long passFrom;
  private boolean passFailed;

  int appends;
  int restarts;
  int refusals;

  JournalModel(RandomGenerator random, JournalSettings settings, long capacity) {
    this.random = random;
    this.settings = settings;
    this.disk = FaultyDisk.empty(random, capacity);
    this.reader = restart(false);
  }

  FaultyDisk disk() {
    return disk;
  }

  List<JournalEvent> events() {
    return events;
  }

  NavigableSet<Long> open() {
    return open;
  }

  Journal journal() {
    if (journal == null) {
      throw new IllegalStateException("not open");
    }
    return journal;
  }

  /* What the writer does. */

  void append() {
    append(1 + random.nextInt(8));
  }

  void append(int size) {
    List<JournalEntry> group = new ArrayList<>();
    long firstId = offered;
    offered += size;
    for (int i = 0; i < size; i++) {
      int bytes = random.nextInt(Payloads.BYTES_MIN, settings.recordBytesMax() + 1);
      group.add(Payloads.entry(firstId + i, bytes));
    }
    GroupResult result = journal().append(group);
    appends++;
    for (int i = 0; i < result.durable(); i++) {
      long sequence = result.firstSequence() + i;
      assertThat(accepted.put(sequence, firstId + i)).as("number %d again", sequence).isNull();
      assertThat(sequence).isGreaterThanOrEqualTo(journal().firstNew());
      open.add(sequence);
    }
    assertThat(result.durable() == size).isEqualTo(result.rest() == null);
    if (result.rest() != null) {
      refusals++;
      assertThat(journal().state()).isNotEqualTo(Journal.State.OPEN);
    }
  }

  /* What the reader does. */

  void read() {
    JournalRecord record = reader.next();
    if (record == null) {
      endOfPass();
      return;
    }
    long sequence = record.sequence();
    long id = Payloads.idOf(record);
    assertThat(id).isBetween(0L, offered - 1);
    assertThat(sequence).isGreaterThanOrEqualTo(passFrom);
    assertThat(doneNow).doesNotContain(sequence);
    if (!pass.isEmpty()) {
      assertThat(sequence).isGreaterThan(pass.getLast());
    }
    Long promised = accepted.get(sequence);
    if (promised == null) {
      assertThat(sequence).as("never said durable").isLessThan(journal().firstNew());
    } else {
      assertThat(id).isEqualTo(promised);
    }
    pass.add(sequence);
    handedOut.add(sequence);
  }

  private void endOfPass() {
    if (!reader.missedSome() && !passFailed) {
      assertThat(new TreeSet<>(pass)).containsAll(open.tailSet(passFrom));
    }
  }

  /** Reads all that there is from the first open record on. */
  void readPass() {
    rewind();
    int before;
    do {
      before = pass.size();
      read();
    } while (pass.size() > before);
  }

  void rewind() {
    passFrom = journal().firstOpen();
    pass.clear();
    passFailed = false;
    reader.rewind(passFrom);
  }

  void sayDone() {
    if (!handedOut.isEmpty()) {
      done(handedOut.remove(random.nextInt(handedOut.size())));
    }
  }

  /** Of all that are there, promised or not. */
  void sayAllDone() {
    readPass();
    List.copyOf(handedOut).forEach(this::done);
    assertThat(open).isEmpty();
  }

  /** Of one that the reader may not have seen yet. */
  void sayDoneEarly() {
    if (!open.isEmpty()) {
      done(random.nextBoolean() ? open.last() : open.first());
    }
  }

  void done(long sequence) {
    journal().done(sequence);
    assertThat(journal().isDone(sequence)).isTrue();
    open.remove(sequence);
    doneNow.add(sequence);
  }

  void keepHouse() {
    clock.advance(Duration.ofMillis(random.nextInt(1500)));
    journal().keepHouse();
    if (journal().state() == Journal.State.FULL) {
      assertThat(journal().openRecords()).isNotNegative();
    }
  }

  /** Everything that is to be true all the time. */
  void check() {
    assertThat(disk.abuses()).isEmpty();
    assertThat(journal().openRecords()).isGreaterThanOrEqualTo(open.size());
    if (!open.isEmpty()) {
      assertThat(journal().firstOpen()).isLessThanOrEqualTo(open.first());
      assertThat(journal().isDone(open.first())).isFalse();
    }
  }

  /**
   * After a failed sync and a power cut, what nobody was told of may be named; no more than that.
   */
  void checkThatNothingPromisedIsCorrupt() {
    for (JournalEvent event : events) {
      if (event instanceof JournalEvent.Corrupt range) {
        for (long lost = range.fromSequence(); lost <= range.toSequence(); lost++) {
          assertThat(accepted).doesNotContainKey(lost);
        }
      }
    }
  }

  /* What happens to the process. */

  /** The power goes, or the process is killed or ends; then another one begins. */
  void restart() {
    int how = random.nextInt(3);
    if (how == 0 && journal != null) {
      closeOrderly();
    }
    reader = restart(how == 1);
  }

  private void closeOrderly() {
    try {
      journal().close();
      assertThat(disk.openFiles()).isZero();
    } catch (PowerCut e) {
      // The end was not orderly after all.
    }
  }

  private JournalReader restart(boolean powerCut) {
    journal = null;
    disk = powerCut ? disk.crash() : disk.nextProcess();
    doneNow.clear();
    handedOut.clear();
    pass.clear();
    restarts++;
    return reopened();
  }

  /** Opening may be cut short or fail, too. */
  private JournalReader reopened() {
    if (random.nextInt(4) == 0) {
      disk.faults().cutPowerAt(1 + random.nextInt(30));
      try (Journal half = opened()) {
        half.keepHouse();
      } catch (PowerCut | IOException e) {
        // Tried again below.
      }
      disk = disk.crash();
    }
    try {
      journal = opened();
    } catch (IOException e) {
      throw new AssertionError("cannot be opened though the disk is well", e);
    }
    passFrom = journal.firstOpen();
    passFailed = false;
    return journal.reader();
  }

  private Journal opened() throws IOException {
    return Journal.open(disk, settings, random::nextLong, clock, events::add);
  }
}
