package io.sluice.testing.tally;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was found of one run in the topics, record after record in the order of each partition. */
final class Stored {
  private final String run;
  private final int bodyBytes;
  private final Map<Integer, Lane> lanes = new TreeMap<>();
  private final List<String> damaged = new ArrayList<>();
  private long others;

  /** The events of this run, with bodies as long as this. */
  Stored(String run, int bodyBytes) {
    this.run = run;
    this.bodyBytes = bodyBytes;
  }

  /**
   * A record was found.
   *
   * @param place its topic and partition
   * @param id its {@code ce_id}
   */
  void found(String place, String id, byte[] value) {
    Optional<TallyId> ours = TallyId.read(id).filter(read -> read.run().equals(run));
    if (ours.isEmpty()) {
      others++;
    } else if (TallyBody.of(ours.get(), bodyBytes).standsIn(value)) {
      lanes
          .computeIfAbsent(ours.get().key(), _ -> new Lane(place))
          .found(place, ours.get().number());
    } else {
      damaged.add(id);
    }
  }

  /** The numbers of a key that are in the topics. */
  BitSet numbers(int key) {
    Lane lane = lanes.get(key);
    return lane == null ? new BitSet() : (BitSet) lane.seen.clone();
  }

  /** Records whose event had been found before. */
  long duplicates() {
    return lanes.values().stream().mapToLong(lane -> lane.duplicates).sum();
  }

  /** Ids of records that hold another body than the one that was signed. */
  List<String> damaged() {
    return List.copyOf(damaged);
  }

  /** Records that are of no event of this run. */
  long others() {
    return others;
  }

  /**
   * The accepted numbers of a key whose first record stands behind that of a later one, or in
   * another partition than the first of all, where nothing has an order to the rest.
   */
  List<Integer> outOfOrder(int key, BitSet accepted) {
    Lane lane = lanes.get(key);
    return lane == null ? List.of() : lane.outOfOrder(accepted);
  }

  /** The records of one ordering key. */
  private static final class Lane {
    private final String place;
    private final BitSet seen = new BitSet();
    private final BitSet elsewhere = new BitSet();
    private int[] order = new int[16];
    private int size;
    private long duplicates;

    Lane(String place) {
      this.place = place;
    }

    void found(String at, int number) {
      if (seen.get(number)) {
        duplicates++;
        return;
      }
      seen.set(number);
      if (!at.equals(place)) {
        elsewhere.set(number);
      }
      if (size == order.length) {
        order = Arrays.copyOf(order, size * 2);
      }
      order[size++] = number;
    }

    List<Integer> outOfOrder(BitSet accepted) {
      List<Integer> late = new ArrayList<>();
      int highest = -1;
      for (int i = 0; i < size; i++) {
        int number = order[i];
        if (!accepted.get(number)) {
          continue;
        }
        if (number < highest || elsewhere.get(number)) {
          late.add(number);
        }
        highest = Math.max(highest, number);
      }
      return late;
    }
  }
}
