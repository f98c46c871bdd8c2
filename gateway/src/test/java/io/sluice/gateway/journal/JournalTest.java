package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.OnDisk.PER_SEGMENT;
import static io.sluice.gateway.journal.OnDisk.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.journal.DiskFaults.Op;
import io.sluice.gateway.journal.Journal.State;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A journal whose disk is well. */
class JournalTest {

  private final OnDisk on = on(8);

  @Test
  void keepsInOrderWhatWasAppended() {
    assertThat(on.append(3)).isEqualTo(new GroupResult(1, 3, null));
    assertThat(on.append(2)).isEqualTo(new GroupResult(4, 2, null));
    assertThat(on.readOn()).containsExactlyElementsOf(sequences(1, 5));
    assertThat(on.readOn()).isEmpty();
    assertThat(on.append(1).firstSequence()).isEqualTo(6);
    assertThat(on.readOn()).containsExactly(6L);
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 6));
  }

  @Test
  void makesAGroupDurableWithOneSync() {
    on.append(1);
    long before = on.disk.faults().calls(Op.SYNC);
    on.append(5);
    assertThat(on.disk.faults().calls(Op.SYNC) - before).isEqualTo(1);
  }

  @Test
  void aGroupMaySpanSegments() {
    on.append(1);
    on.journal.keepHouse();
    GroupResult result = on.append(PER_SEGMENT + 3);
    assertThat(result).isEqualTo(new GroupResult(2, PER_SEGMENT + 3, null));
    assertThat(on.journal.segments()).isEqualTo(2);
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, PER_SEGMENT + 4));
  }

  @Test
  void handsNothingOutThatIsDone() {
    on.append(5);
    on.done(2, 3);
    assertThat(on.readPass()).containsExactly(1L, 4L, 5L);
    assertThat(on.journal.isDone(2)).isTrue();
    assertThat(on.journal.isDone(4)).isFalse();
    assertThat(on.journal.openRecords()).isEqualTo(3);
    on.done(2, 3);
    assertThat(on.journal.openRecords()).isEqualTo(3);
    assertThat(on.journal.firstOpen()).isEqualTo(1);
    on.done(1, 1);
    assertThat(on.journal.firstOpen()).isEqualTo(4);
  }

  @Test
  void doneMayBeSaidBeforeTheReaderHasSeenIt() {
    on.append(2);
    assertThat(on.readOn()).hasSize(2);
    on.append(3);
    on.done(4, 4);
    assertThat(on.readOn()).containsExactly(3L, 5L);
  }

  @Test
  void deletesASegmentOnceAllOfItIsDone() {
    on.appendSingly(2 * PER_SEGMENT + 1);
    List<String> before = on.disk.files();
    on.done(1, PER_SEGMENT - 1);
    on.journal.keepHouse();
    assertThat(on.disk.files()).isEqualTo(before);
    on.done(PER_SEGMENT, PER_SEGMENT);
    on.journal.keepHouse();
    assertThat(on.disk.files()).doesNotContain(Segment.nameOf(1)).hasSize(before.size() - 1);
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(11, 21));
  }

  @Test
  void theSegmentThatIsWrittenStaysEvenWhenAllIsDone() {
    on.appendSingly(3);
    on.done(1, 3);
    on.aSecondLater();
    assertThat(on.disk.files()).contains(Segment.nameOf(1));
    on.append(1);
    assertThat(on.readPass()).containsExactly(4L);
  }

  @Test
  void aReaderWhoseSegmentIsDeletedGoesOnWithTheNext() {
    on.appendSingly(2 * PER_SEGMENT);
    JournalRecord first = on.reader().next();
    assertThat(first).isNotNull();
    on.done(1, PER_SEGMENT);
    on.journal.keepHouse();
    assertThat(on.readOn()).containsExactlyElementsOf(sequences(11, 20));
  }

  @Test
  void theNextProcessFindsWhatIsNotDone() throws IOException {
    on.appendSingly(PER_SEGMENT + 5);
    on.done(1, 3);
    on.aSecondLater();
    on.done(4, 4); // not in the checkpoint yet
    on.reopenAfterPowerCut();
    assertThat(on.journal.firstNew()).isEqualTo(16);
    assertThat(on.journal.recoveredOpen()).isBetween(11L, 15L);
    assertThat(on.readPass()).containsSubsequence(sequences(4, 15)).hasSizeBetween(12, 15);
    assertThat(on.append(1).firstSequence()).isEqualTo(16);
  }

  @Test
  void anOrderlyEndForgetsNothingThatIsDone() throws IOException {
    on.appendSingly(PER_SEGMENT + 5);
    on.done(1, 12);
    on.close();
    assertThat(on.disk.openFiles()).isZero();
    on.reopenAfterPowerCut();
    assertThat(on.journal.recoveredOpen()).isEqualTo(3);
    assertThat(on.readPass()).containsExactly(13L, 14L, 15L);
    on.done(13, 15);
    assertThat(on.journal.recoveredOpen()).isZero();
  }

  @Test
  void neverUsesANumberAgainThoughAllSegmentsAreGone() throws IOException {
    on.appendSingly(3);
    on.done(1, 3);
    on.close();
    on.reopenAfterPowerCut();
    assertThat(on.journal.firstNew()).isEqualTo(4);
    assertThat(on.append(1).firstSequence()).isEqualTo(4);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactly(4L);
  }

  @Test
  void aStartReadsTheLastSegmentAndOfTheOthersTheHeader() throws IOException {
    on.appendSingly(6 * PER_SEGMENT);
    on.reopenAfterPowerCut();
    int headers = on.journal.segments();
    assertThat(headers).isEqualTo(6);
    assertThat(on.disk.faults().calls(Op.READ)).isBetween(headers + 1L, headers + 4L);
  }

  @Test
  void refusesARecordThatCouldNotBeReadBack() {
    List<JournalEntry> group = List.of(Payloads.entry(1, OnDisk.RECORD_MAX + 1));
    assertThatThrownBy(() -> on.journal.append(group)).isInstanceOf(IllegalArgumentException.class);
    assertThat(on.journal.openRecords()).isZero();
  }

  @Test
  void readsRecordsThatALaterLimitWouldForbid() throws IOException {
    on.append(3);
    JournalSettings smaller =
        new JournalSettings(on.settings.segmentBytes(), on.settings.bytesMax(), 0, 10);
    try (Journal next =
        Journal.open(on.disk.nextProcess(), smaller, () -> 5, on.clock, on.events::add)) {
      assertThat(next.recoveredOpen()).isEqualTo(3);
      assertThat(next.reader().next()).isNotNull();
    }
  }

  @Test
  void aRecordMayBeEmpty() throws IOException {
    on.journal.append(List.of(new JournalEntry(1023, new byte[0])));
    on.reopenAfterPowerCut();
    JournalRecord record = Objects.requireNonNull(on.reader().next());
    assertThat(record.lane()).isEqualTo(1023);
    assertThat(record.payload()).isEmpty();
  }

  @Test
  void isOpenWhileThereIsRoom() {
    assertThat(on.journal.state()).isEqualTo(State.OPEN);
    assertThat(on.journal.bytesOnDisk()).isEqualTo(OnDisk.SEGMENT_BYTES);
    on.append(1);
    assertThat(on.journal.state()).isEqualTo(State.OPEN);
    on.journal.keepHouse();
    assertThat(on.journal.bytesOnDisk()).isEqualTo(2 * OnDisk.SEGMENT_BYTES);
  }

  private static OnDisk on(int segments) {
    try {
      return OnDisk.with(segments);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
