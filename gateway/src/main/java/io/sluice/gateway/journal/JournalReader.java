package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Segment.Extent;
import io.sluice.gateway.journal.Segment.Gap;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the records that are durable and not done, in the order of their numbers, while
 * others are appended. It can be taken back and then goes over them again.
 */
public final class JournalReader {

  private static final int PAGE_BYTES = 4096;
  private static final int PAGES_MAX = 16;
  private static final int FAILURES_MAX = 50;

  private final ConcurrentNavigableMap<Long, Segment> segments;
  private final RecordWindow window = new RecordWindow();
  private final Damage damage;
  private final JournalEvents events;

  private @Nullable Segment segment;
  private boolean missedSome;
  private boolean stuck;
  private long position;
  private long sequence;
  private long from;

  JournalReader(
      ConcurrentNavigableMap<Long, Segment> segments, Damage damage, JournalEvents events) {
    this.segments = segments;
    this.damage = damage;
    this.events = events;
  }

  /**
   * The next record, or null when there is none now. What is damaged is told to the journal's
   * events and passed over. Where the disk fails to read, the pass ends, so that nothing behind
   * overtakes; after {@value #FAILURES_MAX} failures in a row at one place its records are passed
   * over, too, and stay open.
   */
  public @Nullable JournalRecord next() {
    for (Segment in = current(); in != null && !stuck; in = current()) {
      JournalRecord record = sequence < in.end() ? readOrPassOver(in) : null;
      if (record != null) {
        return record;
      }
      if (!stuck && sequence >= in.end() && !moveOn(in)) {
        return null;
      }
    }
    return null;
  }

  /** Whether this pass has left out what the disk could not read; another one may be luckier. */
  public boolean missedSome() {
    return missedSome;
  }

  /** Goes on with the first record whose number is {@code sequence} or more. */
  public void rewind(long to) {
    missedSome = false;
    stuck = false;
    seek(to);
  }

  private void seek(long to) {
    from = to;
    Map.Entry<Long, Segment> at = segments.floorEntry(to);
    if (at == null) {
      at = segments.firstEntry();
    }
    begin(at == null ? null : at.getValue());
  }

  private void begin(@Nullable Segment in) {
    segment = in;
    position = SegmentHeader.BYTES;
    sequence = in == null ? 0 : in.first();
  }

  /** The segment that is read; another one where that was deleted or put in place of it. */
  private @Nullable Segment current() {
    if (segment == null || segments.get(segment.first()) != segment) {
      seek(Math.max(from, sequence));
    }
    return segment;
  }

  private boolean moveOn(Segment behind) {
    Map.Entry<Long, Segment> next = segments.higherEntry(behind.first());
    if (next != null) {
      begin(next.getValue());
    }
    return next != null;
  }

  /** One record further; null where it is not to be handed out. */
  private @Nullable JournalRecord readOrPassOver(Segment in) {
    Extent extent = in.extent();
    long at = position;
    try {
      JournalRecord record = read(in, extent);
      in.readFine(at);
      return record;
    } catch (IOException e) {
      int failures = in.readFailed(at);
      if (failures == 1 || failures == FAILURES_MAX) {
        events.tell(new JournalEvent.ReadFailed(in.name(), e));
      }
      missedSome = true;
      stuck = failures < FAILURES_MAX;
      if (!stuck) {
        goOn(measureUnreadable(in, extent));
      }
      return null;
    }
  }

  private @Nullable JournalRecord read(Segment in, Extent extent) throws IOException {
    RecordFormat.Head head = window.head(in.file(), in.header(), position, extent.endByte());
    if (head == null || head.sequence() != sequence) {
      passOver(in, extent);
      return null;
    }
    JournalRecord record =
        sequence < from || in.isDone(sequence)
            ? null
            : new JournalRecord(sequence, head.lane(), window.payload(head));
    position += head.bytes();
    sequence++;
    return record;
  }

  private void passOver(Segment in, Extent extent) throws IOException {
    Gap gap = in.gaps().get(position);
    if (gap == null) {
      gap = measure(in, extent, position);
      in.gaps().put(position, gap);
      damage.found(in, position, gap.toByte(), sequence, gap.toSequence());
    }
    goOn(gap);
  }

  private void goOn(Gap behind) {
    position = behind.toByte();
    sequence = behind.toSequence();
  }

  /** How far the bytes reach that are no records: up to the next one that is this segment's. */
  private Gap measure(Segment in, Extent extent, long start) throws IOException {
    long at = start;
    while (true) {
      at = window.find(in.file(), in.header(), at, extent.endByte());
      RecordFormat.Head head =
          at < 0 ? null : window.head(in.file(), in.header(), at, extent.endByte());
      if (head == null) {
        return new Gap(extent.endByte(), extent.end());
      }
      if (head.sequence() > sequence && head.sequence() < extent.end()) {
        return new Gap(at, head.sequence());
      }
      at += head.bytes();
    }
  }

  /**
   * The same where the disk fails; a disk that fails all over is left alone until the next pass.
   */
  private Gap measureUnreadable(Segment in, Extent extent) {
    long start = position;
    for (int pages = 0; pages < PAGES_MAX; pages++) {
      start = (start / PAGE_BYTES + 1) * PAGE_BYTES;
      try {
        return measure(in, extent, start);
      } catch (IOException e) {
        start = Math.max(start, window.failedAt());
      }
    }
    return new Gap(extent.endByte(), extent.end());
  }
}
