package io.sluice.gateway.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes, little endian, padded with zeros to a multiple of eight.
 *
 * <pre>
 *   0 magic u32 │ 4 payload length u32 │ 8 crc32c u32 │ 12 lane u16 │ 14 zero u16
 *   16 sequence u64 │ 24 durable u64 │ 32 payload …
 * </pre>
 *
 * <p>{@code durable} is the last sequence that was durable when this record was written: what is
 * not readable up to there is lost, what is not readable behind it was never promised. The checksum
 * is over the segment's salt and everything else.
 */
final class RecordFormat {

  static final int MAGIC = 0x44524c53; // SLRD as bytes
  static final int HEADER_BYTES = 32;
  static final int ALIGNMENT = 8;

  private static final int LENGTH_AT = 4;
  private static final int CRC_AT = 8;
  private static final int LANE_AT = 12;
  private static final int SEQUENCE_AT = 16;
  private static final int DURABLE_AT = 24;

  private RecordFormat() {}

  /**
   * The head of a record whose bytes are sound.
   *
   * @param bytes how many bytes it takes, with its padding
   */
  record Head(long sequence, long durable, int lane, int payloadBytes, int bytes) {}

  /** How many bytes a record with a payload of this length takes. */
  static int bytesFor(int payloadBytes) {
    return (HEADER_BYTES + payloadBytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Appends a record to {@code into}, which is little endian. */
  static void encode(ByteBuffer into, long salt, long sequence, long durable, JournalEntry entry) {
    int start = into.position();
    int payloadBytes = entry.payload().length;
    into.putInt(MAGIC).putInt(payloadBytes).putInt(0);
    into.putShort((short) entry.lane()).putShort((short) 0);
    into.putLong(sequence).putLong(durable).put(entry.payload());
    while (into.position() % ALIGNMENT != start % ALIGNMENT) {
      into.put((byte) 0);
    }
    into.putInt(start + CRC_AT, checksum(into, start, salt, payloadBytes));
  }

  /** How long the record at the position claims to be, or -1 where none begins there. */
  static int claimedBytes(ByteBuffer at, int payloadBytesMax) {
    ByteBuffer read = at.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int start = read.position();
    if (read.remaining() < HEADER_BYTES || read.getInt(start) != MAGIC) {
      return -1;
    }
    int payloadBytes = read.getInt(start + LENGTH_AT);
    return payloadBytes < 0 || payloadBytes > payloadBytesMax ? -1 : bytesFor(payloadBytes);
  }

  /** The record at the position, all of whose claimed bytes are there; null where it is unsound. */
  static @Nullable Head decode(ByteBuffer at, long salt) {
    ByteBuffer read = at.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int start = read.position();
    int payloadBytes = read.getInt(start + LENGTH_AT);
    int lane = Short.toUnsignedInt(read.getShort(start + LANE_AT));
    if (read.getInt(start + CRC_AT) != checksum(read, start, salt, payloadBytes)
        || lane >= JournalEntry.LANES) {
      return null;
    }
    return new Head(
        read.getLong(start + SEQUENCE_AT),
        read.getLong(start + DURABLE_AT),
        lane,
        payloadBytes,
        bytesFor(payloadBytes));
  }

  /** The payload of the record at the position. */
  static byte[] payload(ByteBuffer at, Head head) {
    byte[] payload = new byte[head.payloadBytes()];
    at.get(at.position() + HEADER_BYTES, payload);
    return payload;
  }

  private static int checksum(ByteBuffer bytes, int start, long salt, int payloadBytes) {
    CRC32C crc = new CRC32C();
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      crc.update((int) (salt >>> shift) & 0xff);
    }
    crc.update(bytes.duplicate().limit(start + CRC_AT).position(start));
    int restBytes = HEADER_BYTES - LANE_AT + payloadBytes;
    crc.update(bytes.duplicate().limit(start + LANE_AT + restBytes).position(start + LANE_AT));
    return (int) crc.getValue();
  }
}
