package io.sluice.gateway.failover;

import java.util.Arrays;

/**
 * How many records of each lane may be on their way to Kafka at once: many while Kafka is well; one
 * while it is not, so that none overtakes one that fails; and one where a record of the lane was
 * refused, until one is taken, so that a topic that takes nothing holds up its own lanes only.
 */
final class Windows {

  private static final int PROVEN = 256;

  private final int[] underWay = new int[Lanes.COUNT];
  private final int[] allowed = new int[Lanes.COUNT];

  Windows() {
    Arrays.fill(allowed, PROVEN);
  }

  boolean hasRoom(int lane, boolean unwell) {
    return underWay[lane] < (unwell ? 1 : allowed[lane]);
  }

  void sent(int lane) {
    underWay[lane]++;
  }

  void ended(int lane) {
    underWay[lane]--;
  }

  void taken(int lane) {
    allowed[lane] = PROVEN;
  }

  void refused(int lane) {
    allowed[lane] = 1;
  }
}
