package io.sluice.gateway.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first {@value #BYTES} bytes of a segment: twice the same, so that one bad sector does not
 * take the whole segment with it.
 *
 * <pre>
 *   0 and 2048: 0 magic u64 │ 8 version u32 │ 12 longest payload u32 │ 16 first sequence u64
 *               24 salt u64 │ 32 made at, ms u64 │ 40 crc32c u32 │ zeros
 * </pre>
 *
 * @param firstSequence the number of the first record
 * @param salt goes into the checksum of every record, so that none of another segment is taken
 * @param madeAtMillis when the segment was begun, in milliseconds since 1970
 * @param recordBytesMax the longest payload that it was made for
 */
record SegmentHeader(long firstSequence, long salt, long madeAtMillis, int recordBytesMax) {

  static final int BYTES = 4096;
  static final int VERSION = 1;

  private static final long MAGIC = 0x4c4e524a_43494c53L; // SLICJRNL as bytes
  private static final int CHECKED_BYTES = 40;
  private static final int SECOND_AT = BYTES / 2;

  /** All of it, ready to be written. */
  ByteBuffer encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    encode(bytes);
    encode(bytes.position(SECOND_AT));
    return bytes.rewind();
  }

  private void encode(ByteBuffer into) {
    int start = into.position();
    into.putLong(MAGIC).putInt(VERSION).putInt(recordBytesMax);
    into.putLong(firstSequence).putLong(salt).putLong(madeAtMillis);
    into.putInt(checksum(into, start));
  }

  /** What {@code bytes} say, or null where they are no header of this version. */
  static @Nullable SegmentHeader decode(ByteBuffer bytes) {
    if (bytes.limit() < BYTES) {
      return null;
    }
    ByteBuffer read = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    SegmentHeader first = decode(read, 0);
    return first == null ? decode(read, SECOND_AT) : first;
  }

  private static @Nullable SegmentHeader decode(ByteBuffer read, int at) {
    boolean sound =
        read.getLong(at) == MAGIC
            && read.getInt(at + 8) == VERSION
            && read.getInt(at + 12) > 0
            && read.getInt(at + CHECKED_BYTES) == checksum(read, at);
    return sound
        ? new SegmentHeader(
            read.getLong(at + 16),
            read.getLong(at + 24),
            read.getLong(at + 32),
            read.getInt(at + 12))
        : null;
  }

  private static int checksum(ByteBuffer bytes, int at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(at, CHECKED_BYTES));
    return (int) crc.getValue();
  }
}
