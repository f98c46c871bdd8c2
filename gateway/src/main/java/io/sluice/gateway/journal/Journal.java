package io.sluice.gateway.journal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A log of records on the local disk: each is kept until it is done.
 *
 * <pre>
 *   writer's thread ─ append ─▶ [segment] [segment] [segment that is written]   [spare]
 *   reader's thread ◀─ next ──── ▲ deleted when all its records are done         ▲ by keepHouse
 * </pre>
 */
public final class Journal implements AutoCloseable {

  /** What an append may hope for. */
  public enum State {
    OPEN,
    FULL,
    OUT_OF_SERVICE
  }

  private final Disk disk;
  private final JournalSettings settings;
  private final JournalEvents events;
  private final ConcurrentSkipListMap<Long, Segment> segments;
  private final SpareSlot spare = new SpareSlot();
  private final Checkpoint checkpoint;
  private final JournalWriter writer;
  private final JournalHouse house;
  private final long firstNew;
  private final AtomicLong recoveredOpen = new AtomicLong();

  private Journal(
      Disk disk,
      JournalSettings settings,
      LongSupplier salts,
      InstantSource clock,
      JournalEvents events,
      Recovery.Found found,
      Checkpoint checkpoint) {
    this.disk = disk;
    this.settings = settings;
    this.events = events;
    this.segments = new ConcurrentSkipListMap<>(found.segments());
    this.firstNew = Math.max(found.next(), checkpoint.firstOpen());
    this.writer =
        new JournalWriter(disk, settings, salts, clock, events, segments, spare, firstNew);
    this.checkpoint = checkpoint;
    this.house =
        new JournalHouse(disk, settings, clock, events, segments, spare, writer, checkpoint);
  }

  /**
   * Opens the journal of a folder and recovers what is there; makes the spare segment if it can.
   *
   * @param salts a random number for each segment, unknown to senders
   * @throws IOException when the folder cannot be read or written
   */
  public static Journal open(
      Disk disk,
      JournalSettings settings,
      LongSupplier salts,
      InstantSource clock,
      JournalEvents events)
      throws IOException {
    Recovery.Found found = new Recovery(disk, true, events).run();
    try {
      Checkpoint checkpoint = Checkpoint.open(disk);
      Journal journal = new Journal(disk, settings, salts, clock, events, found, checkpoint);
      journal.takeUp();
      return journal;
    } catch (IOException e) {
      found.close();
      throw e;
    }
  }

  private void takeUp() throws IOException {
    for (Segment segment : segments.values()) {
      segment.markDoneBefore(checkpoint.firstOpen());
    }
    recoveredOpen.set(openRecords());
    house.countAside();
    keepHouse();
  }

  /* The writer's thread. */

  /**
   * Makes a group durable: one sync for each segment that it touches.
   *
   * @param group entries of which none is longer than the settings allow
   */
  public GroupResult append(List<JournalEntry> group) {
    return writer.append(group);
  }

  /* The reader's thread. */

  /** A walk from the first open record on. */
  public JournalReader reader() {
    CorruptRanges corrupt = new CorruptRanges(disk, events, new Books());
    JournalReader reader = new JournalReader(segments, corrupt, events);
    reader.rewind(firstOpen());
    return reader;
  }

  /** The record is needed no more. Saying it again changes nothing. */
  public void done(long sequence) {
    Map.Entry<Long, Segment> at = segments.floorEntry(sequence);
    if (at != null
        && sequence < at.getValue().end()
        && at.getValue().markDone(sequence)
        && sequence < firstNew) {
      recoveredOpen.decrementAndGet();
    }
  }

  /** Whether that was said of it. */
  public boolean isDone(long sequence) {
    Map.Entry<Long, Segment> at = segments.floorEntry(sequence);
    return at == null || sequence >= at.getValue().end() || at.getValue().isDone(sequence);
  }

  /** The lowest number that is not done: that of the next record when all are. */
  public long firstOpen() {
    for (Segment segment : segments.values()) {
      if (!segment.allDone()) {
        return segment.firstOpen();
      }
    }
    return segments.isEmpty()
        ? Math.max(firstNew, house.checkpointed())
        : segments.lastEntry().getValue().end();
  }

  /**
   * Makes the spare segment, deletes what is done and writes the checkpoint. Wants to be called
   * often: without a spare segment the journal soon is full.
   */
  public void keepHouse() {
    house.keep(firstOpen());
  }

  /* Any thread. */

  /** The number of the first record that this process appends: lower ones it has found. */
  public long firstNew() {
    return firstNew;
  }

  /** The longest payload. */
  public int recordBytesMax() {
    return settings.recordBytesMax();
  }

  /** What the next append may hope for. */
  public State state() {
    if (writer.isOutOfService()) {
      return State.OUT_OF_SERVICE;
    }
    return writer.wantsRoom() && spare.isEmpty() ? State.FULL : State.OPEN;
  }

  /** How many records are not done, as far as known: by the numbers in use. */
  public long openRecords() {
    return segments.values().stream().mapToLong(Segment::open).sum();
  }

  public int segments() {
    return segments.size();
  }

  /** The segments, the spare one and what was set aside. */
  public long bytesOnDisk() {
    return house.bytesOnDisk();
  }

  /** How many of the records that were found at the start are not done yet. */
  public long recoveredOpen() {
    return recoveredOpen.get();
  }

  /** Writes and syncs the checkpoint. The writer's and the reader's thread are through by then. */
  @Override
  public void close() {
    house.close(firstOpen());
    try {
      for (Segment segment : segments.values()) {
        segment.file().close();
      }
      checkpoint.close();
      Spare unused = spare.take();
      if (unused != null) {
        unused.file().close();
        disk.delete(unused.name());
      }
      disk.close();
    } catch (IOException e) {
      events.tell(new JournalEvent.HousekeepingFailed("closing files", e));
    }
  }

  /** What the corrupt ranges of this journal are about. */
  private final class Books implements CorruptRanges.Books {

    @Override
    public boolean hasRoomAside(long bytes) {
      return bytesOnDisk() + bytes <= settings.bytesMax();
    }

    @Override
    public void setAside() {
      try {
        house.countAside();
      } catch (IOException e) {
        events.tell(new JournalEvent.HousekeepingFailed("counting what was set aside", e));
      }
    }

    @Override
    public void lost(long sequence) {
      done(sequence);
    }
  }
}
