package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The first sequence that is still needed, in a file of two slots that are written in turn: when a
 * write is torn, the other slot is sound. A stale one means that events are sent twice, no more.
 * Where a write or a sync has failed, the next one goes into a new file.
 *
 * <pre>
 *   slot of 512 bytes: 0 magic u64 │ 8 turn u64 │ 16 first open sequence u64 │ 24 crc32c u32
 * </pre>
 */
final class Checkpoint implements AutoCloseable {

  static final String NAME = "checkpoint";

  private static final String NEW_NAME = "checkpoint.new";
  private static final long MAGIC = 0x5450434b_43494c53L; // SLICKCPT as bytes
  private static final int SLOT_BYTES = 512;
  private static final int CHECKED_BYTES = 24;

  private final Disk disk;
  private DiskFile file;
  private boolean hasFailed;
  private Slot slot;

  /** What one slot says. */
  record Slot(long turn, long firstOpen) {

    static final Slot NONE = new Slot(0, 0);

    private ByteBuffer encoded() {
      ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putLong(MAGIC).putLong(turn).putLong(firstOpen);
      bytes.putInt(checksum(bytes));
      return bytes.rewind();
    }

    private long position() {
      return turn % 2 * SLOT_BYTES;
    }
  }

  private Checkpoint(Disk disk, DiskFile file) throws IOException {
    this.disk = disk;
    this.file = file;
    this.slot = read(file);
    this.hasFailed = file.size() != 2 * SLOT_BYTES; // it was not even made whole
  }

  /** The checkpoint of a journal; it says 0 where there was none or neither slot is sound. */
  static Checkpoint open(Disk disk) throws IOException {
    List<String> names = disk.names();
    if (names.contains(NEW_NAME)) {
      disk.delete(NEW_NAME);
    }
    return new Checkpoint(
        disk, names.contains(NAME) ? disk.open(NAME) : disk.create(NAME, 2 * SLOT_BYTES));
  }

  /** The younger of the slots that are sound. */
  static Slot read(DiskFile file) throws IOException {
    Slot best = Slot.NONE;
    for (int i = 0; i < 2; i++) {
      ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      boolean whole = file.read(bytes, (long) i * SLOT_BYTES) == SLOT_BYTES;
      if (whole
          && bytes.getLong(0) == MAGIC
          && bytes.getInt(CHECKED_BYTES) == checksum(bytes)
          && bytes.getLong(8) >= best.turn()) {
        best = new Slot(bytes.getLong(8), bytes.getLong(16));
      }
    }
    return best;
  }

  long firstOpen() {
    return slot.firstOpen();
  }

  /** Writes it, which does not make it durable yet. */
  void write(long firstOpen) throws IOException {
    Slot next = new Slot(slot.turn() + 1, firstOpen);
    if (hasFailed) {
      begin(next);
    } else {
      hasFailed = true;
      file.write(next.encoded(), next.position());
      hasFailed = false;
    }
    slot = next;
  }

  void sync() throws IOException {
    hasFailed = true;
    file.sync();
    hasFailed = false;
  }

  /** A new file in place of the one that has failed. */
  private void begin(Slot next) throws IOException {
    DiskFile fresh = disk.create(NEW_NAME, 2 * SLOT_BYTES);
    try {
      fresh.write(next.encoded(), next.position());
      fresh.sync();
      disk.rename(NEW_NAME, NAME);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
    DiskFile failed = file;
    file = fresh;
    hasFailed = false;
    failed.close();
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
