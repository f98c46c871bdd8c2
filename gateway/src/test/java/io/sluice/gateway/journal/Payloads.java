package io.sluice.gateway.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Payloads that tell their number, and of which no byte can change unnoticed. */
final class Payloads {

  static final int BYTES_MIN = 8;

  private Payloads() {}

  static JournalEntry entry(long id, int bytes) {
    return new JournalEntry(laneOf(id), payload(id, bytes));
  }

  static int laneOf(long id) {
    return (int) (id * 31 % JournalEntry.LANES);
  }

  private static byte[] payload(long id, int bytes) {
    byte[] payload = new byte[bytes];
    new SplittableRandom(id).nextBytes(payload);
    ByteBuffer.wrap(payload).putLong(id);
    return payload;
  }

  /** The number of a record that is whole. */
  static long idOf(JournalRecord record) {
    long id = ByteBuffer.wrap(record.payload()).getLong();
    boolean whole =
        Arrays.equals(record.payload(), payload(id, record.payload().length))
            && record.lane() == laneOf(id);
    if (!whole) {
      throw new AssertionError("record " + record.sequence() + " is not what was appended");
    }
    return id;
  }
}
