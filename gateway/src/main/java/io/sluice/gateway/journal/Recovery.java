package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Segment.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds out what a folder holds. Only the last segment is read whole; each other one ends where the
 * next begins, and is checked when it is read.
 */
final class Recovery {

  private final Disk disk;
  private final int recordBytesMax;
  private final JournalEvents events;

  /**
   * What was found.
   *
   * @param next the first sequence that was never used for a durable record
   */
  record Found(NavigableMap<Long, Segment> segments, long next) {}

  Recovery(Disk disk, int recordBytesMax, JournalEvents events) {
    this.disk = disk;
    this.recordBytesMax = recordBytesMax;
    this.events = events;
  }

  Found run() throws IOException {
    NavigableMap<Long, String> names = new TreeMap<>();
    for (String name : disk.names()) {
      Long first = Segment.firstOf(name);
      if (first != null) {
        names.put(first, name);
      } else if (Spare.isSpare(name)) {
        disk.delete(name);
      }
    }
    NavigableMap<Long, Segment> segments = new TreeMap<>();
    long next = 1;
    for (Map.Entry<Long, String> entry : names.entrySet()) {
      Map.Entry<Long, String> behind = names.higherEntry(entry.getKey());
      long end = behind == null ? -1 : behind.getKey();
      next = open(entry.getValue(), entry.getKey(), end, segments);
    }
    return new Found(segments, next);
  }

  /**
   * @param end where the next segment begins, -1 for the last one
   * @return the sequence behind its last record
   */
  private long open(String name, long first, long end, Map<Long, Segment> segments)
      throws IOException {
    DiskFile file = disk.open(name);
    long bytes = file.size();
    ByteBuffer head = ByteBuffer.allocate(SegmentHeader.BYTES);
    file.read(head, 0);
    SegmentHeader header = SegmentHeader.decode(head.flip());
    if (header == null || header.firstSequence() != first) {
      file.close();
      return unreadable(name, bytes, first, end);
    }
    Extent extent = end < 0 ? tail(name, file, header) : new Extent(bytes, end);
    segments.put(first, new Segment(file, bytes, header, extent));
    return extent.end();
  }

  private Extent tail(String name, DiskFile file, SegmentHeader header) throws IOException {
    TailScan.Found found = new TailScan(file, header, recordBytesMax).run();
    if (found.torn()) {
      events.tell(
          new JournalEvent.TornTailCut(
              name, found.extent().endByte(), file.size(), found.extent().end()));
    }
    return found.extent();
  }

  /**
   * Nothing in it can be told from garbage. It is kept under a name that is read by people only.
   */
  private long unreadable(String name, long bytes, long first, long end) throws IOException {
    long behind =
        end < 0 ? first + bytes / RecordFormat.HEADER_BYTES : end; // more than it can hold
    events.tell(new JournalEvent.Corrupt(name, 0, bytes, first, behind - 1));
    disk.rename(name, name + CorruptRanges.SUFFIX);
    events.tell(new JournalEvent.SetAside(name, name + CorruptRanges.SUFFIX));
    return behind;
  }
}
