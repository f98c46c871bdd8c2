package io.sluice.platform.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The faults found so far in one file, each kept once. */
final class Faults {

  private static final int KEPT_MAX = 500;

  private final String file;
  private final Set<Fault> found = new LinkedHashSet<>();
  private int dropped;

  Faults(String file) {
    this.file = file;
  }

  void add(Spot spot, String path, String message) {
    Fault fault = new Fault(file, spot.line(), spot.column(), path, message);
    if (found.size() < KEPT_MAX) {
      found.add(fault);
    } else if (!found.contains(fault)) {
      dropped++;
    }
  }

  /** Grows with every fault; tells whether a piece of reading found any. */
  int count() {
    return found.size() + dropped;
  }

  List<Fault> inFileOrder() {
    List<Fault> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
    if (dropped > 0) {
      Fault last = sorted.getLast();
      sorted.add(
          new Fault(file, last.line(), last.column(), "", "and " + dropped + " more faults"));
    }
    return sorted;
  }
}
