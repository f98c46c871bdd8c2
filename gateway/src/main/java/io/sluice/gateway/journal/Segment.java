package io.sluice.gateway.journal;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal and what is known of it. Its records are those from {@code first} up to,
 * but without, the end of its extent: what the file holds behind that was never promised to
 * anybody.
 */
final class Segment {

  static final String SUFFIX = ".journal";

  private static final int DIGITS = 16;

  private final DiskFile file;
  private final long bytes;
  private final SegmentHeader header;

  /** Written by the writer's thread, read by any. */
  private volatile Extent extent;

  /** Counts what is set in {@code done}, for any thread. */
  private final AtomicInteger doneCount = new AtomicInteger();

  /* Owned by the reader's thread. */
  private final BitSet done = new BitSet();
  private final Map<Long, Gap> gaps = new HashMap<>();
  private final Map<Long, Integer> readFailures = new HashMap<>();

  /**
   * What is durable of it.
   *
   * @param endByte where its durable bytes end
   * @param end the sequence behind its last one
   */
  record Extent(long endByte, long end) {}

  /** Bytes that cannot be read; reading goes on at {@code toByte} with {@code toSequence}. */
  record Gap(long toByte, long toSequence) {}

  /**
   * @param bytes the size of its file
   */
  Segment(DiskFile file, long bytes, SegmentHeader header, Extent extent) {
    this.file = file;
    this.bytes = bytes;
    this.header = header;
    this.extent = extent;
  }

  static String nameOf(long firstSequence) {
    return String.format(Locale.ROOT, "%016x%s", firstSequence, SUFFIX);
  }

  /** The first sequence that a file's name tells, null where it is no segment's name. */
  static @Nullable Long firstOf(String name) {
    if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(name.substring(0, DIGITS), 16);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  String name() {
    return nameOf(first());
  }

  DiskFile file() {
    return file;
  }

  SegmentHeader header() {
    return header;
  }

  long salt() {
    return header.salt();
  }

  long first() {
    return header.firstSequence();
  }

  long bytes() {
    return bytes;
  }

  Extent extent() {
    return extent;
  }

  /** The sequence behind its last one. */
  long end() {
    return extent.end();
  }

  /** More of it is durable. By the writer's thread alone. */
  void grow(Extent larger) {
    extent = larger;
  }

  /** Marks all before {@code sequence} done. */
  void markDoneBefore(long sequence) {
    int count = (int) Math.clamp(sequence - first(), 0, end() - first());
    done.set(0, count);
    doneCount.set(done.cardinality());
  }

  /** Marks one done; false where it was before. */
  boolean markDone(long sequence) {
    int at = (int) (sequence - first());
    if (done.get(at)) {
      return false;
    }
    done.set(at);
    doneCount.incrementAndGet();
    return true;
  }

  boolean isDone(long sequence) {
    return done.get((int) (sequence - first()));
  }

  /** Whether all from {@code from} up to, but without, {@code to} are. */
  boolean isDone(long from, long to) {
    return done.nextClearBit((int) (from - first())) >= to - first();
  }

  boolean allDone() {
    return open() == 0;
  }

  /** How many are not done. Any thread may ask. */
  long open() {
    return Math.max(0, end() - first() - doneCount.get());
  }

  /** The first sequence that is not done; {@link #end} where all are. */
  long firstOpen() {
    return Math.min(end(), first() + done.nextClearBit(0));
  }

  /** How often in a row the disk has failed to read this place by now. */
  int readFailed(long position) {
    return readFailures.merge(position, 1, Integer::sum);
  }

  void readFine(long position) {
    if (!readFailures.isEmpty()) {
      readFailures.remove(position);
    }
  }

  Map<Long, Gap> gaps() {
    return gaps;
  }
}
