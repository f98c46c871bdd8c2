package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Segment.Extent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a folder holds. Only the last segment is read whole; each other one ends where the
 * next begins, and is checked when it is read.
 */
final class Recovery {

  private final Disk disk;
  private final boolean mends;
  private final JournalEvents events;
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();

  /**
   * What was found.
   *
   * @param next the first sequence that was never used for a durable record
   */
  record Found(NavigableMap<Long, Segment> segments, long next) {

    void close() throws IOException {
      for (Segment segment : segments.values()) {
        segment.file().close();
      }
    }
  }

  /**
   * @param mends whether files may be changed: not where another process may be writing them
   */
  Recovery(Disk disk, boolean mends, JournalEvents events) {
    this.disk = disk;
    this.mends = mends;
    this.events = events;
  }

  Found run() throws IOException {
    NavigableMap<Long, String> names = new TreeMap<>();
    for (String name : disk.names()) {
      Long first = Segment.firstOf(name);
      if (first != null) {
        names.put(first, name);
      } else if (mends && Spare.isSpare(name)) {
        disk.delete(name); // whether all of it was made nobody knows
      }
    }
    long next = 1;
    try {
      for (Map.Entry<Long, String> entry : names.entrySet()) {
        Map.Entry<Long, String> behind = names.higherEntry(entry.getKey());
        long end = behind == null ? -1 : behind.getKey();
        next = open(entry.getValue(), entry.getKey(), end, next);
      }
    } catch (IOException e) {
      new Found(segments, next).close();
      throw e;
    }
    return new Found(segments, next);
  }

  /**
   * @param end where the next segment begins, -1 for the last one
   * @param before where the segment before ends
   * @return the sequence behind its last record
   */
  private long open(String name, long first, long end, long before) throws IOException {
    DiskFile file = openIfThere(name);
    if (file == null) {
      return before;
    }
    long bytes = file.size();
    SegmentHeader header = headerOf(file);
    if (header == null || header.firstSequence() != first) {
      file.close();
      return unreadable(name, bytes, first, end);
    }
    Extent extent = end < 0 ? tail(name, file, header) : new Extent(bytes, end);
    segments.put(first, new Segment(file, file.size(), header, extent));
    return extent.end();
  }

  /** The file, or null where another process has deleted it since its name was read. */
  private @Nullable DiskFile openIfThere(String name) throws IOException {
    try {
      return disk.open(name);
    } catch (NoSuchFileException | FileNotFoundException e) {
      if (mends) {
        throw e;
      }
      return null;
    }
  }

  private static @Nullable SegmentHeader headerOf(DiskFile file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SegmentHeader.BYTES);
    file.read(head, 0);
    return SegmentHeader.decode(head.flip());
  }

  private Extent tail(String name, DiskFile file, SegmentHeader header) throws IOException {
    TailScan.Found found = new TailScan(file, header).run();
    if (found.torn()) {
      events.tell(
          new JournalEvent.TornTailCut(
              name, found.extent().endByte(), file.size(), found.extent().end()));
    }
    if (mends) {
      finish(name, file, found);
    }
    return found.extent();
  }

  /**
   * A process that was killed may have written what it did not sync. Nothing is written behind it
   * any more, so its free room is given back: many short lives would fill the budget with little.
   */
  private void finish(String name, DiskFile file, TailScan.Found found) {
    try {
      file.sync();
      if (!found.torn()) {
        file.truncate(found.extent().endByte());
      }
    } catch (IOException e) {
      events.tell(new JournalEvent.HousekeepingFailed("finishing " + name, e));
    }
  }

  /**
   * Nothing in it can be told from garbage. It is kept under a name that is read by people only.
   */
  private long unreadable(String name, long bytes, long first, long end) throws IOException {
    long behind =
        end < 0 ? first + bytes / RecordFormat.HEADER_BYTES : end; // more than it can hold
    events.tell(new JournalEvent.Corrupt(name, 0, bytes, first, behind - 1));
    if (mends) {
      disk.rename(name, name + CorruptRanges.SUFFIX);
      events.tell(new JournalEvent.SetAside(name, name + CorruptRanges.SUFFIX));
    }
    return behind;
  }
}
