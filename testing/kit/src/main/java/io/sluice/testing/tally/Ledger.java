package io.sluice.testing.tally;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Every event that was sent, and which of them were said yes to.
 *
 * <p>It lives with the sender, so it outlives whatever happens to the gateway. Events of one key
 * are sent one after the other, each once its predecessor is settled: so the numbers of a key that
 * were accepted rise in the order in which they were accepted.
 */
public final class Ledger {
  private final String run;
  private final SortedMap<Integer, Page> pages = new ConcurrentSkipListMap<>();

  private Ledger(String run) {
    this.run = run;
  }

  /** An empty ledger; no other run whose events go to the same topics has its name. */
  public static Ledger named(String run) {
    return new Ledger(run);
  }

  /** The next event of a key, which counts as sent from now on. */
  TallyId next(int key) {
    return new TallyId(run, key, page(key).next());
  }

  /** The gateway said yes to an event of this ledger. */
  void accept(TallyId id, Ack ack) {
    page(id.key()).accept(id.number(), ack);
  }

  String run() {
    return run;
  }

  /** The keys that events were sent of. */
  Iterable<Integer> keys() {
    return pages.keySet();
  }

  /** The numbers that were accepted of a key, as they are now. */
  BitSet accepted(int key) {
    return page(key).accepted();
  }

  /** How many numbers of a key were sent. */
  int sent(int key) {
    return page(key).sent();
  }

  /** How many events were accepted with such an answer. */
  public long accepted(Ack ack) {
    return pages.values().stream().mapToLong(page -> page.accepted(ack)).sum();
  }

  /** How many events were accepted. */
  public long accepted() {
    return pages.values().stream().mapToLong(page -> page.accepted().cardinality()).sum();
  }

  private Page page(int key) {
    return pages.computeIfAbsent(key, _ -> new Page());
  }

  /** What is known of one key. */
  private static final class Page {
    private final BitSet accepted = new BitSet();
    private final Map<Ack, Integer> byAck = new EnumMap<>(Ack.class);
    private int sent;

    synchronized int next() {
      return sent++;
    }

    synchronized void accept(int number, Ack ack) {
      if (number >= sent || accepted.get(number)) {
        throw new IllegalStateException("number " + number + " is not there to be accepted");
      }
      accepted.set(number);
      byAck.merge(ack, 1, Integer::sum);
    }

    synchronized BitSet accepted() {
      return (BitSet) accepted.clone();
    }

    synchronized int accepted(Ack ack) {
      return byAck.getOrDefault(ack, 0);
    }

    synchronized int sent() {
      return sent;
    }
  }
}
