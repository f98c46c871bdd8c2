package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.OnDisk.PER_SEGMENT;
import static io.sluice.gateway.journal.OnDisk.position;
import static io.sluice.gateway.journal.OnDisk.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.gateway.journal.DiskFaults.Op;
import io.sluice.gateway.journal.JournalEvent.Corrupt;
import io.sluice.gateway.journal.JournalEvent.TornTailCut;
import io.sluice.gateway.journal.SegmentSummary.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be seen of a journal from outside. */
class JournalInspectionTest {

  private final List<JournalEvent> found = new ArrayList<>();
  private OnDisk on;

  @BeforeEach
  void fill() throws IOException {
    on = OnDisk.with(8);
    on.appendSingly(2 * PER_SEGMENT + 3);
    on.done(2, PER_SEGMENT);
    on.done(1, 1);
    on.aSecondLater();
    on.done(11, 12); // only the gateway knows yet
  }

  @Test
  void showsSegmentsWithTheirNumbersAndStates() throws IOException {
    try (JournalInspection look = look()) {
      assertThat(look.segments())
          .extracting(SegmentSummary::first, SegmentSummary::last, SegmentSummary::state)
          .containsExactly(row(11, 20, State.OPEN), row(21, 23, State.OPEN));
      assertThat(look.segments()).extracting(SegmentSummary::open).containsExactly(10L, 3L);
      assertThat(look.segments().getFirst().madeAt()).isEqualTo(on.clock.instant().minusSeconds(1));
    }
  }

  @Test
  void showsWhatIsDoneAndWhatCannotBeRead() throws IOException {
    on.done(13, 20);
    on.clock.advance(Duration.ofSeconds(1));
    on.disk.faults().failAlways(Op.DELETE);
    on.journal.keepHouse();
    on.disk.faults().heal();
    on.done(21, 23);
    on.close();
    try (JournalInspection look = look()) {
      assertThat(look.segments().getLast().state()).isEqualTo(State.DONE);
      assertThat(read(look.openRecords())).isEmpty();
      assertThat(read(look.allRecords())).contains(21L, 22L, 23L);
    }
    on.disk.damage(Segment.nameOf(21), 0, SegmentHeader.BYTES);
    try (JournalInspection look = look()) {
      SegmentSummary last = look.segments().getLast();
      assertThat(last.state()).isEqualTo(State.CORRUPT);
      assertThat(last.records()).isZero();
      assertThat(found).hasOnlyElementsOfType(Corrupt.class).hasSize(1);
    }
  }

  @Test
  void readsWhatTheCheckpointLeavesOpenOrAllThatIsThere() throws IOException {
    on.journal.done(13);
    try (JournalInspection look = look()) {
      assertThat(read(look.openRecords())).containsExactlyElementsOf(sequences(11, 23));
      assertThat(read(look.allRecords())).containsExactlyElementsOf(sequences(11, 23));
      assertThat(found).isEmpty();
    }
  }

  @Test
  void namesWhatIsDamagedEvenIfItIsDone() throws IOException {
    String name = Segment.nameOf(11);
    on.done(13, 14);
    on.aSecondLater();
    on.disk.damage(name, position(1), 1);
    on.disk.damage(name, position(5), 1);
    try (JournalInspection look = look()) {
      assertThat(read(look.allRecords())).hasSize(11);
      assertThat(found)
          .containsExactly(
              new Corrupt(name, position(1), position(2), 12, 12),
              new Corrupt(name, position(5), position(6), 16, 16));
    }
  }

  @Test
  void namesATornTail() throws IOException {
    on.disk.damage(Segment.nameOf(21), position(2), 1);
    try (JournalInspection look = look()) {
      assertThat(found).hasOnlyElementsOfType(TornTailCut.class).hasSize(1);
      assertThat(read(look.allRecords())).containsExactlyElementsOf(sequences(11, 22));
    }
  }

  @Test
  void changesNothing() throws IOException {
    on.disk.damage(Segment.nameOf(11), 0, SegmentHeader.BYTES);
    FaultyDisk copy = on.disk.nextProcess();
    copy.faults().failAlways(Op.CREATE, Op.RENAME, Op.DELETE, Op.WRITE, Op.SYNC);
    List<String> before = copy.files();
    try (JournalInspection look = JournalInspection.open(copy, found::add)) {
      read(look.allRecords());
    }
    assertThat(copy.files()).isEqualTo(before);
    assertThat(copy.faults().calls(Op.WRITE) + copy.faults().calls(Op.SYNC)).isZero();
    assertThat(copy.openFiles()).isZero();
  }

  @Test
  void showsWhatWasSetAside() throws IOException {
    on.disk.damage(Segment.nameOf(11), 0, SegmentHeader.BYTES);
    on.reopen();
    try (JournalInspection look = look()) {
      assertThat(look.setAside())
          .containsExactly(Map.entry(Segment.nameOf(11) + ".corrupt", OnDisk.SEGMENT_BYTES));
    }
  }

  private JournalInspection look() throws IOException {
    found.clear();
    return JournalInspection.open(on.disk, found::add);
  }

  private static Tuple row(long first, long last, State state) {
    return tuple(first, last, state);
  }

  private static List<Long> read(JournalReader reader) {
    List<Long> sequences = new ArrayList<>();
    for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
      Payloads.idOf(record);
      sequences.add(record.sequence());
    }
    return sequences;
  }
}
