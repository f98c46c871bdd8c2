package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Segment.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends groups of entries. Owned by one thread.
 *
 * <p>A file whose write or sync has failed is never written or synced again, and nothing is
 * believed of it beyond what was durable before: after a failed sync Linux may hold pages for clean
 * that never reached the disk. The group is still in memory and goes into a fresh segment.
 */
final class JournalWriter {

  private static final int BUFFER_BYTES = 1 << 20;
  private static final int FAILURES_MAX = 2;

  private final Disk disk;
  private final LongSupplier salts;
  private final InstantSource clock;
  private final JournalEvents events;
  private final ConcurrentNavigableMap<Long, Segment> segments;
  private final AtomicReference<@Nullable Spare> spare;
  private final long segmentBytes;
  private final ByteBuffer buffer;

  private @Nullable Segment current;
  private long next;
  private int failuresInARow;

  private volatile boolean outOfService;
  private volatile boolean wantsRoom;

  JournalWriter(
      Disk disk,
      JournalSettings settings,
      LongSupplier salts,
      InstantSource clock,
      JournalEvents events,
      ConcurrentNavigableMap<Long, Segment> segments,
      AtomicReference<@Nullable Spare> spare,
      long next) {
    this.disk = disk;
    this.salts = salts;
    this.clock = clock;
    this.events = events;
    this.segments = segments;
    this.spare = spare;
    this.segmentBytes = settings.segmentBytes();
    this.next = next;
    int bufferBytes = Math.max(BUFFER_BYTES, RecordFormat.bytesFor(settings.recordBytesMax()));
    this.buffer = ByteBuffer.allocateDirect(bufferBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  GroupResult append(List<JournalEntry> group) {
    long first = next;
    int durable = 0;
    while (durable < group.size()) {
      Segment into = segmentFor(group.get(durable));
      if (into == null) {
        return new GroupResult(
            first, durable, outOfService ? Refused.OUT_OF_SERVICE : Refused.FULL);
      }
      durable += writeInto(into, group, durable);
    }
    return new GroupResult(first, durable, null);
  }

  boolean isOutOfService() {
    return outOfService;
  }

  /** Whether an append found no room, and nothing has been appended since. */
  boolean wantsRoom() {
    return wantsRoom;
  }

  private @Nullable Segment segmentFor(JournalEntry entry) {
    int bytes = RecordFormat.bytesFor(entry.payload().length);
    while (!outOfService) {
      if (current != null && current.extent().endByte() + bytes <= segmentBytes) {
        return current;
      }
      Spare fresh = spare.getAndSet(null);
      if (fresh == null) {
        wantsRoom = true;
        return null;
      }
      begin(fresh);
    }
    return null;
  }

  /** The header is durable before the file has a name that recovery knows. */
  private void begin(Spare fresh) {
    SegmentHeader header = new SegmentHeader(next, salts.getAsLong(), clock.millis());
    String name = Segment.nameOf(next);
    current = null;
    try {
      fresh.file().write(header.encoded(), 0);
      fresh.file().sync();
      disk.rename(fresh.name(), name);
      Extent nothing = new Extent(SegmentHeader.BYTES, next);
      current = new Segment(fresh.file(), segmentBytes, header, nothing);
      segments.put(next, current);
      events.tell(new JournalEvent.SegmentStarted(name));
    } catch (IOException e) {
      failed(name, e);
    }
  }

  /** As many entries as fit, with one sync; returns how many are durable: all of them or none. */
  private int writeInto(Segment into, List<JournalEntry> group, int from) {
    Extent before = into.extent();
    long position = before.endByte();
    int count = from;
    try {
      buffer.clear();
      long flushed = position;
      while (count < group.size()) {
        int bytes = RecordFormat.bytesFor(group.get(count).payload().length);
        if (position + bytes > segmentBytes) {
          break;
        }
        if (bytes > buffer.remaining()) {
          into.file().write(buffer.flip(), flushed);
          flushed = position;
          buffer.clear();
        }
        long sequence = before.end() + count - from;
        RecordFormat.encode(buffer, into.salt(), sequence, before.end() - 1, group.get(count));
        position += bytes;
        count++;
      }
      into.file().write(buffer.flip(), flushed);
      into.file().sync();
    } catch (IOException e) {
      current = null;
      failed(into.name(), e);
      return 0;
    }
    failuresInARow = 0;
    wantsRoom = false;
    next = before.end() + count - from;
    into.grow(new Extent(position, next));
    return count - from;
  }

  private void failed(String name, IOException why) {
    events.tell(new JournalEvent.WriteFailed(name, why));
    failuresInARow++;
    if (failuresInARow >= FAILURES_MAX) {
      outOfService = true;
      events.tell(new JournalEvent.OutOfService(why));
    }
  }

  /** The sequence of the segment that is being written, -1 where none is. */
  long next() {
    return next;
  }
}
