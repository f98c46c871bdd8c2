package io.sluice.gateway.journal;

import io.sluice.gateway.journal.JournalEvent.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import org.jspecify.annotations.Nullable;

/** Keeps a spare segment, deletes what is done and writes the checkpoint. Owned by the reader. */
final class JournalHouse {

  private static final long CHECKPOINT_MILLIS = Duration.ofSeconds(1).toMillis();

  private final Disk disk;
  private final JournalSettings settings;
  private final InstantSource clock;
  private final JournalEvents events;
  private final ConcurrentNavigableMap<Long, Segment> segments;
  private final SpareSlot spare;
  private final JournalWriter writer;
  private final Checkpoint checkpoint;

  private long checkpointAtMillis;
  private long sparesMade;
  private boolean toldFull;
  private boolean toldTrouble;
  private volatile long asideBytes;

  JournalHouse(
      Disk disk,
      JournalSettings settings,
      InstantSource clock,
      JournalEvents events,
      ConcurrentNavigableMap<Long, Segment> segments,
      SpareSlot spare,
      JournalWriter writer,
      Checkpoint checkpoint) {
    this.disk = disk;
    this.settings = settings;
    this.clock = clock;
    this.events = events;
    this.segments = segments;
    this.spare = spare;
    this.writer = writer;
    this.checkpoint = checkpoint;
  }

  /**
   * What there is to do.
   *
   * @param firstOpen the lowest number that is not done
   */
  void keep(long firstOpen) {
    try {
      deleteDone();
      writeCheckpoint(firstOpen);
      if (spare.isEmpty() && lacking() != null) {
        countAside(); // somebody may have taken what was there
        deleteLast(firstOpen);
      }
      toldTrouble = false;
    } catch (IOException e) {
      trouble("deleting what is done and writing the checkpoint", e);
    }
    makeSpare();
  }

  /** The lowest number that is not done, as it was written last: numbers never go back. */
  long checkpointed() {
    return checkpoint.firstOpen();
  }

  private void writeCheckpoint(long firstOpen) throws IOException {
    long age = Math.abs(clock.millis() - checkpointAtMillis); // clocks go back, too
    if (firstOpen != checkpoint.firstOpen() && age >= CHECKPOINT_MILLIS) {
      checkpoint.write(firstOpen);
      checkpointAtMillis = clock.millis();
    }
  }

  /** The last one stays even when it is done: its name says where the numbers go on. */
  private void deleteDone() throws IOException {
    Map.Entry<Long, Segment> first = segments.firstEntry();
    while (first != null && first.getValue().allDone() && segments.size() > 1) {
      delete(first.getValue());
      first = segments.firstEntry();
    }
  }

  /**
   * The last segment, where it is done and is not written any more, takes the room of the next one.
   * The checkpoint then says where the numbers go on. The writer cannot begin another one
   * meanwhile, because there is no spare segment.
   */
  private void deleteLast(long firstOpen) throws IOException {
    Map.Entry<Long, Segment> last = segments.firstEntry();
    if (last != null && last.getValue().allDone() && !writer.isWriting(last.getValue())) {
      checkpoint.write(firstOpen);
      checkpoint.sync();
      delete(last.getValue());
    }
  }

  private void delete(Segment done) throws IOException {
    disk.delete(done.name());
    segments.remove(done.first());
    done.file().close();
    events.tell(new JournalEvent.SegmentDeleted(done.name()));
  }

  /** Makes the spare segment where there is none and there is room. */
  private void makeSpare() {
    if (!spare.isEmpty()) {
      return;
    }
    try {
      Cause lacking = lacking();
      if (lacking != null) {
        full(lacking, "");
        return;
      }
      String name = Spare.nameOf(sparesMade);
      spare.fill(new Spare(name, disk.create(name, settings.segmentBytes())));
      sparesMade++;
      if (toldFull) {
        toldFull = false;
        events.tell(new JournalEvent.RoomAgain());
      }
    } catch (IOException e) {
      full(Cause.DISK, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Cause lacking() throws IOException {
    if (bytesOnDisk() + settings.segmentBytes() > settings.bytesMax()) {
      return Cause.BUDGET;
    }
    boolean roomy = disk.usableBytes() - settings.segmentBytes() >= settings.freeBytesMin();
    return roomy ? null : Cause.FREE_SPACE;
  }

  private void full(Cause cause, String detail) {
    if (!toldFull) {
      toldFull = true;
      events.tell(new JournalEvent.Full(cause, detail));
    }
  }

  private void trouble(String what, IOException why) {
    if (!toldTrouble) {
      toldTrouble = true;
      events.tell(new JournalEvent.HousekeepingFailed(what, why));
    }
  }

  /** The segments, the spare one and what was set aside. Any thread. */
  long bytesOnDisk() {
    long bytes = asideBytes + (spare.isEmpty() ? 0 : settings.segmentBytes());
    for (Segment segment : segments.values()) {
      bytes += segment.bytes();
    }
    return bytes;
  }

  /** Counts the files that were set aside: people may delete them at any time. */
  void countAside() throws IOException {
    long bytes = 0;
    for (String name : disk.names()) {
      if (name.endsWith(CorruptRanges.SUFFIX)) {
        try (DiskFile file = disk.open(name)) {
          bytes += file.size();
        }
      }
    }
    asideBytes = bytes;
  }

  /** The last word: durable. */
  void close(long firstOpen) {
    try {
      deleteDone();
      checkpoint.write(firstOpen);
      checkpoint.sync();
    } catch (IOException e) {
      trouble("writing the checkpoint", e);
    }
  }
}
