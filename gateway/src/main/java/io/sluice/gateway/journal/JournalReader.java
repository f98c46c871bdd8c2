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

  private static final int FAILURES_MAX = 50;

  private final ConcurrentNavigableMap<Long, Segment> segments;
  private final RecordWindow window = new RecordWindow();
  private final CorruptRanges corrupt;
  private final JournalEvents events;

  private @Nullable Segment segment;
  private boolean stuck;
  private @Nullable Segment failing;
  private long failingAt;
  private int failures;
  private boolean missedSome;
  private long position;
  private long sequence;
  private long from;

  JournalReader(
      ConcurrentNavigableMap<Long, Segment> segments, CorruptRanges corrupt, JournalEvents events) {
    this.segments = segments;
    this.corrupt = corrupt;
    this.events = events;
  }

  /**
   * The next record, or null when there is none now. What is damaged is told to the journal's
   * events and passed over. Where the disk fails to read, the pass ends, so that nothing behind
   * overtakes; when {@value #FAILURES_MAX} passes in a row have ended at one place, its segment is
   * left out, and stays open.
   */
  public @Nullable JournalRecord next() {
    for (Segment in = current(); in != null && !stuck; in = current()) {
      try {
        JournalRecord record = sequence < in.end() ? read(in) : null;
        if (record != null) {
          return record;
        }
        if (sequence >= in.end() && !moveOn(in)) {
          return null;
        }
      } catch (IOException e) {
        missedSome = true;
        stuck = !isHopeless(in, e) || !moveOn(in);
      }
    }
    return null;
  }

  private boolean isHopeless(Segment in, IOException why) {
    boolean again = in == failing && position == failingAt;
    failing = in;
    failingAt = position;
    failures = again ? failures + 1 : 1;
    if (failures == 1 || failures == FAILURES_MAX) {
      events.tell(new JournalEvent.ReadFailed(in.name(), why));
    }
    return failures >= FAILURES_MAX;
  }

  /** Whether this pass has left out what the disk could not read; another one may be luckier. */
  public boolean missedSome() {
    return missedSome;
  }

  /** Goes on with the first record whose number is {@code sequence} or more. */
  public void rewind(long to) {
    from = to;
    missedSome = false;
    stuck = false;
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
      rewind(Math.max(from, sequence));
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
  private @Nullable JournalRecord read(Segment in) throws IOException {
    Extent extent = in.extent();
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
      gap = measure(in, extent);
      in.gaps().put(position, gap);
      corrupt.found(in, position, gap.toByte(), sequence, gap.toSequence());
    }
    position = gap.toByte();
    sequence = gap.toSequence();
  }

  /** How far the unreadable bytes reach: up to the next record that is this segment's. */
  private Gap measure(Segment in, Extent extent) throws IOException {
    long at = position;
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
}
