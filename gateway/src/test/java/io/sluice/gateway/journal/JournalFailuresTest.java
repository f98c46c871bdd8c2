package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.OnDisk.PER_SEGMENT;
import static io.sluice.gateway.journal.OnDisk.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.DiskFaults.Op;
import io.sluice.gateway.journal.Journal.State;
import io.sluice.gateway.journal.JournalEvent.Corrupt;
import io.sluice.gateway.journal.JournalEvent.OutOfService;
import io.sluice.gateway.journal.JournalEvent.ReadFailed;
import io.sluice.gateway.journal.JournalEvent.TornTailCut;
import io.sluice.gateway.journal.JournalEvent.WriteFailed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal whose disk fails. */
class JournalFailuresTest {

  private OnDisk on;

  @BeforeEach
  void open() throws IOException {
    on = OnDisk.with(8);
    on.appendSingly(2);
  }

  @Test
  void afterAFailedSyncTheGroupGoesToAFreshSegment() throws IOException {
    on.disk.faults().failNext(Op.SYNC);
    assertThat(on.append(3)).isEqualTo(new GroupResult(3, 3, null));
    assertThat(on.told(WriteFailed.class)).hasSize(1);
    assertThat(on.journal.segments()).isEqualTo(2);
    assertThat(on.disk.abuses()).isEmpty();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 5));
    on.append(1);
    assertThat(on.disk.abuses()).isEmpty();
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 6));
    assertThat(on.told(Corrupt.class)).isEmpty();
  }

  @Test
  void afterAFailedWriteTheGroupGoesToAFreshSegment() {
    on.disk.faults().failNext(Op.WRITE);
    assertThat(on.append(3).durable()).isEqualTo(3);
    assertThat(on.disk.abuses()).isEmpty();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 5));
  }

  @Test
  void twoFailuresInARowPutItOutOfService() throws IOException {
    on.disk.faults().failAlways(Op.SYNC);
    assertThat(on.append(3)).isEqualTo(new GroupResult(3, 0, Refused.OUT_OF_SERVICE));
    assertThat(on.journal.state()).isEqualTo(State.OUT_OF_SERVICE);
    assertThat(on.told(OutOfService.class)).hasSize(1);
    on.disk.faults().heal();
    assertThat(on.append(1).rest()).isEqualTo(Refused.OUT_OF_SERVICE);
    assertThat(on.readPass()).containsExactly(1L, 2L);
    on.done(1, 2);
    on.aSecondLater();
    assertThat(on.disk.abuses()).isEmpty();
    on.reopen();
    assertThat(on.journal.state()).isEqualTo(State.OPEN);
  }

  @Test
  void twoFailuresThatAreNotInARowDoNot() {
    for (int i = 0; i < 4; i++) {
      on.disk.faults().failNext(Op.SYNC);
      assertThat(on.append(1).durable()).isEqualTo(1);
      on.journal.keepHouse();
    }
    assertThat(on.journal.state()).isEqualTo(State.OPEN);
  }

  @Test
  void aGroupOfWhichOnePartIsDurableSaysSo() {
    on.disk.faults().failNth(Op.SYNC, 2); // the header of the second segment
    GroupResult result = on.append(PER_SEGMENT);
    assertThat(result).isEqualTo(new GroupResult(3, PER_SEGMENT - 2, Refused.FULL));
    on.journal.keepHouse();
    assertThat(on.append(1)).isEqualTo(new GroupResult(11, 1, null));
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 11));
  }

  @Test
  void aSegmentThatCouldNotBeBegunIsForgotten() throws IOException {
    for (Op op : new Op[] {Op.RENAME, Op.WRITE, Op.SYNC}) {
      on = OnDisk.with(4);
      on.disk.faults().failNext(op);
      assertThat(on.append(1).rest()).isEqualTo(Refused.FULL);
      on.journal.keepHouse();
      assertThat(on.append(1)).isEqualTo(new GroupResult(1, 1, null));
      assertThat(on.disk.files()).filteredOn(name -> !name.equals(Checkpoint.NAME)).hasSize(1);
      assertThat(on.readPass()).containsExactly(1L);
      assertThat(on.disk.abuses()).isEmpty();
    }
  }

  @Test
  void nothingOvertakesWhatCannotBeReadNow() {
    on.disk.faults().failNth(Op.READ, 1);
    on.disk.faults().failNth(Op.READ, 2); // the second try reads less
    assertThat(on.readPass()).isEmpty();
    assertThat(on.reader().missedSome()).isTrue();
    assertThat(on.told(ReadFailed.class)).hasSize(1);
    on.append(3);
    assertThat(on.readOn()).isEmpty();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 5));
    assertThat(on.reader().missedSome()).isFalse();
    assertThat(on.told(Corrupt.class)).isEmpty();
  }

  @Test
  void aBadPageHidesOnlyWhatLiesInItOnceItIsHopeless() throws IOException {
    on = OnDisk.large();
    on.append(300);
    on.disk.badSector(Segment.nameOf(1), 3 * 4096 + 17);
    on.disk.badSector(Segment.nameOf(1), 7 * 4096 + 17);
    List<Long> before = on.readPass();
    assertThat(before).isSorted().startsWith(1L).hasSizeBetween(50, 70);
    for (int pass = 0; pass < 99; pass++) {
      on.readPass();
    }
    List<Long> read = on.readPass();
    assertThat(on.reader().missedSome()).isTrue();
    assertThat(read).isSorted().contains(1L, 300L).hasSizeBetween(220, 298);
    assertThat(on.told(ReadFailed.class)).hasSize(4);
    assertThat(on.told(Corrupt.class)).isEmpty();
    assertThat(on.journal.openRecords()).isEqualTo(300);
    on.disk.badSector(Segment.nameOf(1), -1);
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 300));
  }

  @Test
  void aSegmentThatIsDeletedDoesNotHideThatSomeWereMissed() throws IOException {
    on.appendSingly(PER_SEGMENT);
    on.disk.badSector(Segment.nameOf(1), SegmentHeader.BYTES);
    assertThat(on.reader().next()).isNull();
    assertThat(on.reader().missedSome()).isTrue();
    on.disk.badSector(Segment.nameOf(1), -1);
    on.done(1, PER_SEGMENT);
    on.journal.keepHouse();
    assertThat(on.readOn()).isEmpty();
    assertThat(on.reader().missedSome()).isTrue();
    assertThat(on.readPass()).containsExactly(11L, 12L);
  }

  @Test
  void aTornTailIsCut() throws IOException {
    int torn = 0;
    for (int i = 0; i < 100; i++) {
      on.disk.faults().cutPowerAt(2); // the sync of the group
      try {
        on.append(6);
      } catch (DiskFaults.PowerCut expected) {
        on.reopenAfterPowerCut();
      }
      torn += on.told(TornTailCut.class).size();
      assertThat(on.told(Corrupt.class)).isEmpty();
      assertThat(on.readPass()).startsWith(1L, 2L);
      on.done(3, on.journal.firstNew() - 1);
      on.aSecondLater();
    }
    assertThat(torn).isPositive();
  }

  @Test
  void whatAKilledProcessHadNotSyncedIsMadeDurableBeforeItCounts() throws IOException {
    on.disk.faults().cutPowerAt(2);
    try {
      on.append(6);
    } catch (DiskFaults.PowerCut expected) {
      on.reopen();
    }
    assertThat(on.journal.firstNew()).isEqualTo(9);
    on.append(1);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 9));
    assertThat(on.told(Corrupt.class)).isEmpty();
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsMadeAnew() throws IOException {
    on.done(1, 1);
    on.disk.faults().failNext(Op.WRITE);
    on.aSecondLater();
    on.aSecondLater();
    assertThat(on.disk.abuses()).isEmpty();
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactly(2L);
  }

  @Test
  void aTornCheckpointIsOnlyAnOlderOne() throws IOException {
    on.appendSingly(4);
    on.done(1, 2);
    on.aSecondLater();
    on.done(3, 4);
    on.aSecondLater();
    for (int slot = 0; slot < 2; slot++) {
      on.disk.damage(Checkpoint.NAME, 512L * slot + 17, 1);
      on.reopen();
      assertThat(on.readPass().getFirst()).isIn(1L, 3L, 5L);
      assertThat(on.readPass()).endsWith(5L, 6L);
    }
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 6));
  }
}
