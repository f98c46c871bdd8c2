package io.sluice.gateway.journal;

import io.sluice.gateway.journal.JournalEvent.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps a spare segment, deletes what is done and writes the checkpoint. Owned by the reader. */
final class JournalHouse {

  private static final long CHECKPOINT_MILLIS = Duration.ofSeconds(1).toMillis();

  private final Disk disk;
  private final JournalSettings settings;
  private final InstantSource clock;
  private final JournalEvents events;
  private final ConcurrentNavigableMap<Long, Segment> segments;
  private final AtomicReference<@Nullable Spare> spare;
  private final Checkpoint checkpoint;

  private long checkpointAtMillis;
  private long sparesMade;
  private boolean toldFull;
  private boolean toldTrouble;

  JournalHouse(
      Disk disk,
      JournalSettings settings,
      InstantSource clock,
      JournalEvents events,
      ConcurrentNavigableMap<Long, Segment> segments,
      AtomicReference<@Nullable Spare> spare,
      Checkpoint checkpoint) {
    this.disk = disk;
    this.settings = settings;
    this.clock = clock;
    this.events = events;
    this.segments = segments;
    this.spare = spare;
    this.checkpoint = checkpoint;
  }

  /** What there is to do; the last segment is the writer's and stays. */
  void keep(long firstOpen) {
    try {
      deleteDone();
      if (firstOpen != checkpoint.firstOpen()
          && clock.millis() - checkpointAtMillis >= CHECKPOINT_MILLIS) {
        checkpoint.write(firstOpen);
        checkpointAtMillis = clock.millis();
      }
      toldTrouble = false;
    } catch (IOException e) {
      trouble("deleting what is done and writing the checkpoint", e);
    }
  }

  private void deleteDone() throws IOException {
    Map.Entry<Long, Segment> first = segments.firstEntry();
    while (first != null && first.getValue().allDone() && segments.size() > 1) {
      Segment done = first.getValue();
      disk.delete(done.name());
      segments.remove(first.getKey());
      done.file().close();
      events.tell(new JournalEvent.SegmentDeleted(done.name()));
      first = segments.firstEntry();
    }
  }

  /** Makes the spare segment where there is none and there is room. */
  void makeSpare() {
    if (spare.get() != null) {
      return;
    }
    try {
      Cause lacking = lacking();
      if (lacking != null) {
        full(lacking, "");
        return;
      }
      sparesMade++;
      String name = Spare.nameOf(sparesMade);
      spare.set(new Spare(name, disk.create(name, settings.segmentBytes())));
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

  /** The segments and the spare one. */
  long bytesOnDisk() {
    long bytes = spare.get() == null ? 0 : settings.segmentBytes();
    for (Segment segment : segments.values()) {
      bytes += segment.bytes();
    }
    return bytes;
  }

  /** The last word: durable. */
  void close(long firstOpen) {
    try {
      deleteDone();
      checkpoint.write(firstOpen);
      checkpoint.sync();
      checkpoint.close();
    } catch (IOException e) {
      trouble("writing the checkpoint", e);
    }
  }
}
