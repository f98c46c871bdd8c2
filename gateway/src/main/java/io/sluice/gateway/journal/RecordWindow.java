package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Finds records in a file, of which it reads a good piece at a time. */
final class RecordWindow {

  private static final int BYTES = 256 << 10;

  private ByteBuffer buffer = empty(0);
  private @Nullable DiskFile file;
  private long start;
  private @Nullable DiskFile failing;
  private long failingFrom;
  private long failingTo;
  private long failedAt;

  /**
   * The head of the sound record at {@code position}, null where there is none.
   *
   * @param of the header of the segment in this file
   * @param end no byte from here on is looked at
   */
  RecordFormat.@Nullable Head head(DiskFile in, SegmentHeader of, long position, long end)
      throws IOException {
    if (!show(in, position, RecordFormat.HEADER_BYTES, end)) {
      return null;
    }
    int claimed = RecordFormat.claimedBytes(buffer, of.recordBytesMax());
    return claimed > 0 && show(in, position, claimed, end)
        ? RecordFormat.decode(buffer, of.salt())
        : null;
  }

  /** The payload of the record whose head was just found. */
  byte[] payload(RecordFormat.Head head) {
    return RecordFormat.payload(buffer, head);
  }

  /** Where the next sound record begins at {@code from} or behind it; -1 where there is none. */
  long find(DiskFile in, SegmentHeader of, long from, long end) throws IOException {
    long position = from;
    while (show(in, position, RecordFormat.HEADER_BYTES, end)) {
      if (buffer.getInt(buffer.position()) == RecordFormat.MAGIC
          && head(in, of, position, end) != null) {
        return position;
      }
      position += RecordFormat.ALIGNMENT;
    }
    return -1;
  }

  /** Whether any byte from {@code from} on is not zero. */
  boolean holdsAnything(DiskFile in, long from, long end) throws IOException {
    for (long position = from; position < end; position += Long.BYTES) {
      int some = (int) Math.min(Long.BYTES, end - position);
      if (!show(in, position, some, end)) {
        return false;
      }
      for (int i = 0; i < some; i++) {
        if (buffer.get(buffer.position() + i) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Has the buffer stand at {@code position} with at least so many bytes behind it. */
  @SuppressWarnings("ReferenceEquality") // the very same file is meant
  private boolean show(DiskFile in, long position, int bytes, long end) throws IOException {
    if (position + bytes > end) {
      return false;
    }
    boolean there = in == file && position >= start && position + bytes <= start + buffer.limit();
    if (!there) {
      fillWell(in, position, bytes, (int) Math.min(Math.max(BYTES, bytes), end - position));
    }
    buffer.position((int) (position - start));
    return buffer.remaining() >= bytes;
  }

  /** Where a good piece cannot be read, only what is needed: what is bad may lie behind it. */
  @SuppressWarnings("ReferenceEquality")
  private void fillWell(DiskFile in, long position, int needed, int wanted) throws IOException {
    boolean careful = in == failing && position >= failingFrom && position < failingTo;
    if (!careful) {
      try {
        fill(in, position, wanted);
        return;
      } catch (IOException e) {
        failing = in;
        failingFrom = position;
        failingTo = position + wanted;
      }
    }
    failedAt = position;
    fill(in, position, needed);
  }

  private void fill(DiskFile in, long position, int bytes) throws IOException {
    file = null; // until it is read whole
    if (bytes > buffer.capacity()) {
      buffer = empty(bytes);
    }
    buffer.clear().limit(bytes);
    in.read(buffer, position);
    buffer.flip();
    file = in;
    start = position;
  }

  /** Where it began to read when the disk failed last. */
  long failedAt() {
    return failedAt;
  }

  private static ByteBuffer empty(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }
}
