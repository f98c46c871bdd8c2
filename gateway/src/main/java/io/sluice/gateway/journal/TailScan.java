package io.sluice.gateway.journal;

import io.sluice.gateway.journal.Segment.Extent;
import java.io.IOException;

/**
 * Finds where the last segment ends after a crash.
 *
 * <p>The last write may be torn: any of its pages may be there and any may be missing. Nobody was
 * told of it, so it is cut. But unreadable bytes may as well be damage to what somebody was told
 * of. The records behind tell which: each says up to which sequence all was durable when it was
 * written. What is unreadable up to the highest of these marks is damage, and the records behind it
 * count; what lies beyond is torn.
 */
final class TailScan {

  private final DiskFile file;
  private final SegmentHeader header;
  private final RecordWindow window;
  private final long endByte;

  /** Where it ends, and whether something was cut there. */
  record Found(Extent extent, boolean torn) {}

  TailScan(DiskFile file, SegmentHeader header) throws IOException {
    this.file = file;
    this.header = header;
    this.window = new RecordWindow();
    this.endByte = file.size();
  }

  Found run() throws IOException {
    long position = SegmentHeader.BYTES;
    long sequence = header.firstSequence();
    while (true) {
      RecordFormat.Head head = window.head(file, header, position, endByte);
      if (head == null || head.sequence() != sequence) {
        long behind = durableBehind(position, sequence);
        if (behind < 0) {
          boolean torn = window.holdsAnything(file, position, endByte);
          return new Found(new Extent(position, sequence), torn);
        }
        position = behind;
        head = window.head(file, header, position, endByte);
      }
      if (head == null) {
        throw new IOException("a record vanished while it was read");
      }
      position += head.bytes();
      sequence = head.sequence() + 1;
    }
  }

  /**
   * Where the records go on behind bytes that were durable and cannot be read; -1 where what cannot
   * be read was never durable.
   */
  private long durableBehind(long from, long sequence) throws IOException {
    long first = -1;
    long position = from;
    while (true) {
      position = window.find(file, header, position, endByte);
      RecordFormat.Head head = position < 0 ? null : window.head(file, header, position, endByte);
      if (head == null) {
        return -1;
      }
      if (head.sequence() > sequence) {
        first = first < 0 ? position : first;
        if (head.durable() >= sequence) {
          return first;
        }
      }
      position += head.bytes();
    }
  }
}
