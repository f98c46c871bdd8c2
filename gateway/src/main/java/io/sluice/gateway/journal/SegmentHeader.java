package io.sluice.gateway.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first {@value #BYTES} bytes of a segment.
 *
 * <pre>
 *   0 magic u64 │ 8 version u32 │ 12 zero │ 16 first sequence u64
 *   24 salt u64 │ 32 made at, ms, u64 │ 40 crc32c u32
 * </pre>
 *
 * @param firstSequence the number of the first record
 * @param salt goes into the checksum of every record, so that none of another segment is taken
 * @param madeAtMillis when the segment was begun, in milliseconds since 1970
 */
record SegmentHeader(long firstSequence, long salt, long madeAtMillis) {

  static final int BYTES = 4096;
  static final int VERSION = 1;

  private static final long MAGIC = 0x4c4e524a_43494c53L; // SLICJRNL as bytes
  private static final int CHECKED_BYTES = 40;

  /** All of it, ready to be written. */
  ByteBuffer encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(0);
    bytes.putLong(firstSequence).putLong(salt).putLong(madeAtMillis);
    bytes.putInt(checksum(bytes));
    return bytes.rewind();
  }

  /** What {@code bytes} say, or null where they are no header of this version. */
  static @Nullable SegmentHeader decode(ByteBuffer bytes) {
    ByteBuffer read = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    boolean sound =
        read.limit() >= BYTES
            && read.getLong(0) == MAGIC
            && read.getInt(8) == VERSION
            && read.getInt(CHECKED_BYTES) == checksum(read);
    return sound ? new SegmentHeader(read.getLong(16), read.getLong(24), read.getLong(32)) : null;
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CHECKED_BYTES));
    return (int) crc.getValue();
  }
}
