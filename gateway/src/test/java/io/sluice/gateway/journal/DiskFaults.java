package io.sluice.gateway.journal;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Decides what becomes of each call to a {@link FaultyDisk}. */
public final class DiskFaults {

  /** A kind of call. */
  public enum Op {
    NAMES,
    CREATE,
    OPEN,
    RENAME,
    DELETE,
    READ,
    WRITE,
    SYNC,
    TRUNCATE
  }

  /**
   * The power is gone: thrown by the call during which it went and by all later ones. No
   * IOException, because a process that is dead deals with nothing any more.
   */
  public static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  enum Fate {
    WORKS,
    FAILS,
    POWER_CUT;

    /** Ends a call that did not work, with whatever part of it was done. */
    void end(Op op, String name) throws IOException {
      switch (this) {
        case WORKS -> {}
        case FAILS -> throw new IOException(op + " of " + name + " fails");
        case POWER_CUT -> throw new PowerCut();
      }
    }
  }

  private final RandomGenerator random;
  private final Map<Op, Long> calls = new EnumMap<>(Op.class);
  private final Map<Op, Set<Long>> failing = new EnumMap<>(Op.class);
  private final Set<Op> failingAlways = EnumSet.noneOf(Op.class);
  private final Set<Op> failingAtRandom = EnumSet.noneOf(Op.class);
  private double chance;
  private long callsUntilCut = Long.MAX_VALUE;

  DiskFaults(RandomGenerator random) {
    this.random = random;
  }

  /** The next call of this kind fails. */
  public void failNext(Op op) {
    failNth(op, 1);
  }

  /** The n-th call of this kind from now on fails; 1 is the next. */
  public void failNth(Op op, int nth) {
    failing.computeIfAbsent(op, _ -> new TreeSet<>()).add(calls(op) + nth);
  }

  /** From now on all calls of these kinds fail. */
  public void failAlways(Op... ops) {
    failingAlways.addAll(List.of(ops));
  }

  /** From now on each call of these kinds fails with this chance. */
  public void failAtRandom(double howOften, Op... ops) {
    chance = howOften;
    failingAtRandom.clear();
    failingAtRandom.addAll(Arrays.asList(ops));
  }

  /** No call fails any more, unless the power is off. */
  public void heal() {
    failing.clear();
    failingAlways.clear();
    failingAtRandom.clear();
  }

  /** The power goes during the n-th call from now on; 1 is the next. Reading calls count, too. */
  public void cutPowerAt(long nth) {
    callsUntilCut = nth;
  }

  /** How many calls of this kind there were. */
  public long calls(Op op) {
    return calls.getOrDefault(op, 0L);
  }

  Fate next(Op op) {
    callsUntilCut--;
    if (callsUntilCut <= 0) {
      return Fate.POWER_CUT;
    }
    long call = calls.merge(op, 1L, Long::sum);
    boolean fails =
        failingAlways.contains(op)
            || failing.getOrDefault(op, Set.of()).contains(call)
            || (failingAtRandom.contains(op) && random.nextDouble() < chance);
    return fails ? Fate.FAILS : Fate.WORKS;
  }
}
