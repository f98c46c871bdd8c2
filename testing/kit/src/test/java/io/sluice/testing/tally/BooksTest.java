package io.sluice.testing.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The check itself is checked: it has to see every kind of loss there is. */
class BooksTest {
  private static final int BODY_BYTES = 300;
  private static final int KEY = 3;

  private final Ledger ledger = Ledger.named("run");
  private final Stored stored = new Stored("run", BODY_BYTES);

  @Test
  void nothingIsWrongWhereWhatWasAcceptedIsStoredOnceAndInOrder() {
    for (TallyId id : accepted(5)) {
      store(id);
    }
    Tally tally = compare();
    assertThat(tally.line())
        .isEqualTo("accepted 5, stored 5, duplicated 0, lost 0, out of order 0");
    assertThat(tally).hasToString(tally.line());
  }

  @Test
  void seesWhatIsLost() {
    List<TallyId> ids = accepted(4);
    store(ids.get(0));
    store(ids.get(3));
    Tally tally = compare();
    assertThat(tally.lost()).containsExactly("run.3.1", "run.3.2");
    assertThat(tally.line())
        .isEqualTo("accepted 4, stored 2, duplicated 0, lost 2, out of order 0");
    assertThat(tally.toString()).contains("lost: 2, such as [run.3.1, run.3.2]");
  }

  @Test
  void seesEveryRecordBesideTheFirst() {
    TallyId id = accepted(1).getFirst();
    store(id);
    store(id);
    store(id);
    assertThat(compare().line())
        .isEqualTo("accepted 1, stored 1, duplicated 2, lost 0, out of order 0");
  }

  @Test
  void ordersByFirstRecordsSoThatARepetitionIsNotOutOfOrder() {
    List<TallyId> ids = accepted(3);
    store(ids.get(0));
    store(ids.get(2));
    store(ids.get(1));
    store(ids.get(0));
    Tally tally = compare();
    assertThat(tally.outOfOrder()).containsExactly("run.3.1");
    assertThat(tally.duplicated()).isEqualTo(1);
  }

  @Test
  void whatWasNotAcceptedMayBeStoredAnywhere() {
    TallyId unanswered = ledger.next(KEY);
    TallyId yes = accepted(1).getFirst();
    store(yes);
    store(unanswered);
    Tally tally = compare();
    assertThat(tally.stored()).isEqualTo(2);
    assertThat(tally.outOfOrder()).isEmpty();
    assertThat(tally.lost()).isEmpty();
  }

  @Test
  void aKeyThatIsSpreadOverPartitionsHasNoOrder() {
    List<TallyId> ids = accepted(3);
    store(ids.get(0));
    stored.found("topic/1", ids.get(1).text(), bytes(ids.get(1)));
    store(ids.get(2));
    assertThat(compare().outOfOrder()).containsExactly("run.3.1");
  }

  @Test
  void aRecordWithOtherBytesIsNotTheEvent() {
    List<TallyId> ids = accepted(2);
    byte[] changed = bytes(ids.get(0));
    changed[BODY_BYTES - 50] = 'y';
    stored.found("topic/0", ids.get(0).text(), changed);
    stored.found("topic/0", ids.get(1).text(), bytes(ids.get(0)));
    Tally tally = compare();
    assertThat(tally.damaged()).containsExactly("run.3.0", "run.3.1");
    assertThat(tally.lost()).containsExactly("run.3.0", "run.3.1");
    assertThat(tally.stored()).isZero();
  }

  @Test
  void whatAJournalHoldsIsNotLost() {
    List<TallyId> ids = accepted(3);
    store(ids.get(0));
    Tally tally =
        Books.compare(ledger, stored, Set.of(ids.get(1).text(), "other.3.2", "no-id-at-all"));
    assertThat(tally.stored()).isEqualTo(2);
    assertThat(tally.lost()).containsExactly("run.3.2");
  }

  @Test
  void seesEventsThatNobodySentAndCountsThoseOfOtherRuns() {
    store(accepted(1).getFirst());
    store(new TallyId("run", KEY, 8));
    stored.found("topic/0", "other.3.0", new byte[0]);
    stored.found("topic/0", "", new byte[0]);
    Tally tally = compare();
    assertThat(tally.neverSent()).containsExactly("run.3.8");
    assertThat(tally.others()).isEqualTo(2);
  }

  private List<TallyId> accepted(int count) {
    List<TallyId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TallyId id = ledger.next(KEY);
      ledger.accept(id, Ack.KAFKA);
      ids.add(id);
    }
    return ids;
  }

  private void store(TallyId id) {
    stored.found("topic/0", id.text(), bytes(id));
  }

  private Tally compare() {
    return Books.compare(ledger, stored, Set.of());
  }

  private static byte[] bytes(TallyId id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TallyBody.of(id, BODY_BYTES).write(out, 0, BODY_BYTES);
    } catch (IOException e) {
      throw new AssertionError("arrays do not fail", e);
    }
    return out.toByteArray();
  }
}
