package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Segment.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
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
  private final JournalSettings settings;
  private final LongSupplier salts;
  private final InstantSource clock;
  private final JournalEvents events;
  private final ConcurrentNavigableMap<Long, Segment> segments;
  private final SpareSlot spare;
  private final ByteBuffer buffer;

  private long next;
  private int failuresInARow;

  private volatile @Nullable Segment current;
  private volatile boolean outOfService;
  private volatile boolean wantsRoom = true;

  JournalWriter(
      Disk disk,
      JournalSettings settings,
      LongSupplier salts,
      InstantSource clock,
      JournalEvents events,
      ConcurrentNavigableMap<Long, Segment> segments,
      SpareSlot spare,
      long next) {
    this.disk = disk;
    this.settings = settings;
    this.salts = salts;
    this.clock = clock;
    this.events = events;
    this.segments = segments;
    this.spare = spare;
    this.next = next;
    int bufferBytes =
        Math.max(
            (int) Math.min(BUFFER_BYTES, settings.segmentBytes()),
            RecordFormat.bytesFor(settings.recordBytesMax()));
    this.buffer = ByteBuffer.allocateDirect(bufferBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  GroupResult append(List<JournalEntry> group) {
    refuseTooLong(group);
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

  /** A record that is longer than its segment says could not be read back. */
  private void refuseTooLong(List<JournalEntry> group) {
    for (JournalEntry entry : group) {
      if (entry.payload().length > settings.recordBytesMax()) {
        throw new IllegalArgumentException("longer than " + settings.recordBytesMax() + " bytes");
      }
    }
  }

  boolean isOutOfService() {
    return outOfService;
  }

  /** Whether the next append needs a spare segment. */
  boolean wantsRoom() {
    return wantsRoom;
  }

  /** Whether this segment is the one that is written. One that is not never will be again. */
  @SuppressWarnings("ReferenceEquality") // another one may have had the same name
  boolean isWriting(Segment segment) {
    return segment == current;
  }

  private @Nullable Segment segmentFor(JournalEntry entry) {
    int bytes = RecordFormat.bytesFor(entry.payload().length);
    while (!outOfService) {
      Segment open = current;
      if (open != null && open.extent().endByte() + bytes <= open.bytes()) {
        return open;
      }
      wantsRoom = true;
      Spare fresh = spare.take();
      if (fresh == null) {
        return null;
      }
      begin(fresh);
      spare.begun();
    }
    return null;
  }

  /** The header is durable before the file has a name that recovery knows. */
  private void begin(Spare fresh) {
    SegmentHeader header =
        new SegmentHeader(next, salts.getAsLong(), clock.millis(), settings.recordBytesMax());
    String name = Segment.nameOf(next);
    try {
      fresh.file().write(header.encoded(), 0);
      fresh.file().sync();
      disk.rename(fresh.name(), name);
    } catch (IOException e) {
      failed(name, e);
      cleanUp(fresh);
      return;
    }
    Extent nothing = new Extent(SegmentHeader.BYTES, next);
    Segment begun = new Segment(fresh.file(), settings.segmentBytes(), header, nothing);
    current = begun; // before others see it, so that they leave it alone
    wantsRoom = false; // there is room, though nothing is written yet
    Segment before = segments.put(next, begun);
    events.tell(new JournalEvent.SegmentStarted(name));
    if (before != null) {
      close(before.file()); // an empty one that an earlier process had begun
    }
  }

  /**
   * A rename that failed may have happened. Then an empty segment stays under this name, as it may
   * after a crash: the next one takes its place.
   */
  private void cleanUp(Spare fresh) {
    close(fresh.file());
    try {
      disk.delete(fresh.name());
    } catch (IOException e) {
      events.tell(new JournalEvent.HousekeepingFailed("deleting " + fresh.name(), e));
    }
  }

  private void close(DiskFile file) {
    try {
      file.close();
    } catch (IOException e) {
      events.tell(new JournalEvent.HousekeepingFailed("closing a file", e));
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
        if (position + bytes > into.bytes()) {
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
    current = null;
    wantsRoom = true;
    events.tell(new JournalEvent.WriteFailed(name, why));
    failuresInARow++;
    if (failuresInARow >= FAILURES_MAX) {
      outOfService = true;
      events.tell(new JournalEvent.OutOfService(why));
    }
  }
}
