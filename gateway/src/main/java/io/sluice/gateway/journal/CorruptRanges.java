package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** What is done about bytes that were durable once and cannot be read: named, and put aside. */
final class CorruptRanges {

  static final String SUFFIX = ".corrupt";

  private static final int PIECE_BYTES = 1 << 20;

  private final Disk disk;
  private final JournalEvents events;
  private final LongConsumer lost;

  /**
   * @param lost told of each sequence that will not come
   */
  CorruptRanges(Disk disk, JournalEvents events, LongConsumer lost) {
    this.disk = disk;
    this.events = events;
    this.lost = lost;
  }

  /** Tells of it, copies its bytes and gives its sequences up. */
  void found(Segment in, long fromByte, long toByte, long fromSequence, long toSequence) {
    events.tell(
        new JournalEvent.Corrupt(in.name(), fromByte, toByte, fromSequence, toSequence - 1));
    setAside(in, fromByte, toByte);
    for (long sequence = fromSequence; sequence < toSequence; sequence++) {
      lost.accept(sequence);
    }
  }

  private void setAside(Segment in, long fromByte, long toByte) {
    String name = in.name() + "." + fromByte + SUFFIX;
    try (DiskFile copy = disk.create(name, toByte - fromByte)) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      for (long at = fromByte; at < toByte; at += PIECE_BYTES) {
        piece.clear().limit((int) Math.min(PIECE_BYTES, toByte - at));
        in.file().read(piece, at);
        copy.write(piece.flip(), at - fromByte);
      }
      copy.sync();
      events.tell(new JournalEvent.SetAside(in.name(), name));
    } catch (IOException e) {
      events.tell(new JournalEvent.HousekeepingFailed("setting " + name + " aside", e));
    }
  }
}
