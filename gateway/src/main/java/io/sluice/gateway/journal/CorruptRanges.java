package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What is done about bytes that were durable once and cannot be read: named, and put aside. */
final class CorruptRanges implements Damage {

  static final String SUFFIX = ".corrupt";

  private static final int PIECE_BYTES = 1 << 20;

  private final Disk disk;
  private final JournalEvents events;
  private final Books books;

  /** Where the rest of the journal takes notice. */
  interface Books {

    /** Whether a file of so many bytes may be made. */
    boolean hasRoomAside(long bytes);

    /** A file was set aside. */
    void setAside();

    /** A sequence will not come. */
    void lost(long sequence);
  }

  CorruptRanges(Disk disk, JournalEvents events, Books books) {
    this.disk = disk;
    this.events = events;
    this.books = books;
  }

  /** Tells of it, copies its bytes and gives its sequences up. */
  @Override
  public void found(Segment in, long fromByte, long toByte, long fromSequence, long toSequence) {
    if (in.isDone(fromSequence, toSequence)) {
      return; // nobody needs what was there
    }
    events.tell(
        new JournalEvent.Corrupt(in.name(), fromByte, toByte, fromSequence, toSequence - 1));
    setAside(in, fromByte, toByte);
    for (long sequence = fromSequence; sequence < toSequence; sequence++) {
      books.lost(sequence);
    }
  }

  private void setAside(Segment in, long fromByte, long toByte) {
    String name = in.name() + "." + fromByte + SUFFIX;
    try {
      if (!books.hasRoomAside(toByte - fromByte)) {
        throw new IOException("no room left in the journal's budget");
      }
      copy(in.file(), fromByte, toByte, name);
      events.tell(new JournalEvent.SetAside(in.name(), name));
    } catch (IOException e) {
      events.tell(new JournalEvent.HousekeepingFailed("setting " + name + " aside", e));
    }
    books.setAside();
  }

  private void copy(DiskFile from, long fromByte, long toByte, String name) throws IOException {
    try (DiskFile copy = disk.create(name, toByte - fromByte)) {
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, toByte - fromByte));
      for (long at = fromByte; at < toByte; at += PIECE_BYTES) {
        piece.clear().limit((int) Math.min(PIECE_BYTES, toByte - at));
        from.read(piece, at);
        copy.write(piece.flip(), at - fromByte);
      }
      copy.sync();
    }
  }
}
