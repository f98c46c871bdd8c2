package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first sequence that is still needed, in a file of two slots that are written in turn: when a
 * write is torn, the other slot is sound. A stale one means that events are sent twice, no more.
 *
 * <pre>
 *   slot of 512 bytes: 0 magic u64 │ 8 turn u64 │ 16 first open sequence u64 │ 24 crc32c u32
 * </pre>
 */
final class Checkpoint implements AutoCloseable {

  static final String NAME = "checkpoint";

  private static final long MAGIC = 0x5450434b_43494c53L;
  private static final int SLOT_BYTES = 512;
  private static final int CHECKED_BYTES = 24;

  private final DiskFile file;
  private long turn;
  private long firstOpen;

  private Checkpoint(DiskFile file, long turn, long firstOpen) {
    this.file = file;
    this.turn = turn;
    this.firstOpen = firstOpen;
  }

  /** The checkpoint of a journal; it says 0 where there was none or neither slot is sound. */
  static Checkpoint open(Disk disk) throws IOException {
    if (!disk.names().contains(NAME)) {
      return new Checkpoint(disk.create(NAME, 2 * SLOT_BYTES), 0, 0);
    }
    return read(disk.open(NAME));
  }

  static Checkpoint read(DiskFile file) throws IOException {
    Checkpoint best = new Checkpoint(file, 0, 0);
    for (int slot = 0; slot < 2; slot++) {
      ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      boolean whole = file.read(bytes, (long) slot * SLOT_BYTES) == SLOT_BYTES;
      if (whole
          && bytes.getLong(0) == MAGIC
          && bytes.getInt(CHECKED_BYTES) == checksum(bytes)
          && bytes.getLong(8) >= best.turn) {
        best = new Checkpoint(file, bytes.getLong(8), bytes.getLong(16));
      }
    }
    return best;
  }

  long firstOpen() {
    return firstOpen;
  }

  /** Writes it, which does not make it durable yet. */
  void write(long newFirstOpen) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putLong(turn + 1).putLong(newFirstOpen);
    bytes.putInt(checksum(bytes));
    file.write(bytes.rewind(), (turn + 1) % 2 * SLOT_BYTES);
    turn++;
    firstOpen = newFirstOpen;
  }

  void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CHECKED_BYTES));
    return (int) crc.getValue();
  }
}
