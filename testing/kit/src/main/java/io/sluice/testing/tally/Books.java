package io.sluice.testing.tally;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares a ledger with what is stored; knows neither Kafka nor the gateway. */
final class Books {
  private final Ledger ledger;
  private final Stored stored;
  private final Map<Integer, BitSet> inJournal = new TreeMap<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> outOfOrder = new ArrayList<>();
  private final List<String> neverSent = new ArrayList<>();
  private long acceptedCount;
  private long storedCount;

  private Books(Ledger ledger, Stored stored) {
    this.ledger = ledger;
    this.stored = stored;
  }

  /**
   * The result.
   *
   * @param inJournal ids that a journal still holds
   */
  static Tally compare(Ledger ledger, Stored stored, Set<String> inJournal) {
    Books books = new Books(ledger, stored);
    inJournal.forEach(books::addKept);
    ledger.keys().forEach(books::add);
    return new Tally(
        books.acceptedCount,
        books.storedCount,
        stored.duplicates(),
        books.lost,
        books.outOfOrder,
        stored.damaged(),
        books.neverSent,
        stored.others());
  }

  private void addKept(String text) {
    TallyId.read(text)
        .filter(id -> id.run().equals(ledger.run()))
        .ifPresent(id -> inJournal.computeIfAbsent(id.key(), _ -> new BitSet()).set(id.number()));
  }

  private void add(int key) {
    BitSet accepted = ledger.accepted(key);
    BitSet found = stored.numbers(key);
    found.or(inJournal.getOrDefault(key, new BitSet()));
    acceptedCount += accepted.cardinality();
    storedCount += found.cardinality();
    stored.outOfOrder(key, accepted).forEach(number -> outOfOrder.add(text(key, number)));
    found.stream()
        .filter(number -> number >= ledger.sent(key))
        .forEach(number -> neverSent.add(text(key, number)));
    accepted.andNot(found);
    accepted.stream().forEach(number -> lost.add(text(key, number)));
  }

  private String text(int key, int number) {
    return new TallyId(ledger.run(), key, number).text();
  }
}
