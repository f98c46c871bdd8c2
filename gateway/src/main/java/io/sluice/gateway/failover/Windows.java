package io.sluice.gateway.failover;

import java.util.BitSet;

/**
 * How much of each lane may be on its way to Kafka at once: {@value #RECORDS_MAX} records or
 * {@value #BYTES_MAX} bytes while Kafka is well; one record while it is not, and one where a record
 * of the lane was refused, until one is taken. So a topic that takes nothing holds up little beside
 * its own lanes.
 */
final class Windows {

  private static final int RECORDS_MAX = 16;
  private static final int BYTES_MAX = 128 << 10;

  private final int[] records = new int[Lanes.COUNT];
  private final int[] bytes = new int[Lanes.COUNT];
  private final BitSet refused = new BitSet(Lanes.COUNT);

  boolean hasRoom(int lane, boolean unwell) {
    return records[lane] < (unwell || refused.get(lane) ? 1 : RECORDS_MAX)
        && bytes[lane] < BYTES_MAX;
  }

  void sent(int lane, int recordBytes) {
    records[lane]++;
    bytes[lane] += recordBytes;
  }

  void ended(int lane, int recordBytes) {
    records[lane]--;
    bytes[lane] -= recordBytes;
  }

  void taken(int lane) {
    refused.clear(lane);
  }

  void refused(int lane) {
    refused.set(lane);
  }
}
