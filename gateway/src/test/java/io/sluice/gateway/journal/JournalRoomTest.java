package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.OnDisk.PER_SEGMENT;
import static io.sluice.gateway.journal.OnDisk.SEGMENT_BYTES;
import static io.sluice.gateway.journal.OnDisk.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.DiskFaults.Op;
import io.sluice.gateway.journal.Journal.State;
import io.sluice.gateway.journal.JournalEvent.Cause;
import io.sluice.gateway.journal.JournalEvent.Full;
import io.sluice.gateway.journal.JournalEvent.RoomAgain;
import io.sluice.gateway.journal.JournalEvent.SegmentDeleted;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal that runs out of room, and gets some again. */
class JournalRoomTest {

  @Test
  void isFullAtItsBudgetAndOpenOnceASegmentIsDone() throws IOException {
    OnDisk on = OnDisk.with(2);
    on.appendSingly(2 * PER_SEGMENT);
    assertThat(on.append(1)).isEqualTo(new GroupResult(21, 0, Refused.FULL));
    assertThat(on.journal.state()).isEqualTo(State.FULL);
    assertThat(on.told(Full.class)).containsExactly(new Full(Cause.BUDGET, ""));
    assertThat(on.journal.bytesOnDisk()).isEqualTo(2 * SEGMENT_BYTES);
    on.done(1, PER_SEGMENT);
    on.journal.keepHouse();
    assertThat(on.journal.state()).isEqualTo(State.OPEN);
    assertThat(on.told(RoomAgain.class)).hasSize(1);
    assertThat(on.append(1)).isEqualTo(new GroupResult(21, 1, null));
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(11, 21));
  }

  /** A process that cannot stay alive while Kafka is away must not lock out its senders. */
  @Test
  void manyShortLivesTakeNoMoreRoomThanTheirRecords() throws IOException {
    OnDisk on = OnDisk.with(4);
    for (int life = 1; life <= 2; life++) {
      assertThat(on.append(2).durable()).isEqualTo(2);
      on.reopen();
      assertThat(on.journal.bytesOnDisk())
          .isEqualTo(life * OnDisk.position(2) + SEGMENT_BYTES); // and the spare one
    }
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 4));
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 4));
  }

  @Test
  void aSegmentThatCannotBeCutIsReadAllTheSame() throws IOException {
    OnDisk on = OnDisk.with(4);
    on.appendSingly(2);
    on.reopenFailing(Op.TRUNCATE);
    assertThat(on.told(JournalEvent.HousekeepingFailed.class)).hasSize(1);
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 2));
  }

  /** Otherwise senders are told to come back while there is room for all of them. */
  @Test
  void isOpenWhileTheFirstGroupOfASegmentIsWritten() throws IOException {
    OnDisk on = OnDisk.with(2);
    List<State> seen = new ArrayList<>();
    List<JournalEntry> watching =
        new AbstractList<>() {
          @Override
          public JournalEntry get(int index) {
            seen.add(on.journal.state());
            return Payloads.entry(index, 100);
          }

          @Override
          public int size() {
            return 1;
          }
        };
    assertThat(on.journal.append(watching).durable()).isEqualTo(1);
    assertThat(seen).isNotEmpty().containsOnly(State.OPEN);
  }

  @Test
  void theFirstEntriesOfAGroupFitAndTheRestIsRefused() throws IOException {
    OnDisk on = OnDisk.with(2);
    on.appendSingly(2 * PER_SEGMENT - 2);
    assertThat(on.append(5)).isEqualTo(new GroupResult(19, 2, Refused.FULL));
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 20));
  }

  @Test
  void leavesWhatOthersNeedOfTheDisk() throws IOException {
    OnDisk on = OnDisk.with(8);
    on.appendSingly(1);
    on.disk.capacity(2 * SEGMENT_BYTES + 1024 + 100);
    on.appendSingly(PER_SEGMENT);
    assertThat(on.told(Full.class)).containsExactly(new Full(Cause.FREE_SPACE, ""));
    on.disk.capacity(4 * SEGMENT_BYTES);
    on.journal.keepHouse();
    assertThat(on.told(RoomAgain.class)).hasSize(1);
  }

  @Test
  void aDiskThatRefusesIsAskedAgain() throws IOException {
    OnDisk on = OnDisk.with(8);
    on.append(1);
    on.disk.faults().failAlways(Op.CREATE);
    on.journal.keepHouse();
    on.journal.keepHouse();
    assertThat(on.told(Full.class)).hasSize(1);
    assertThat(on.told(Full.class).getFirst().cause()).isEqualTo(Cause.DISK);
    assertThat(on.append(PER_SEGMENT).rest()).isEqualTo(Refused.FULL);
    on.disk.faults().heal();
    on.journal.keepHouse();
    assertThat(on.append(1).durable()).isEqualTo(1);
    assertThat(on.disk.files()).filteredOn(Spare::isSpare).isEmpty();
  }

  /** What a killed process leaves must not keep the next one from taking events. */
  @Test
  void aFullJournalThatIsDoneGivesAllItsRoomBack() throws IOException {
    OnDisk on = OnDisk.with(2);
    on.appendSingly(2 * PER_SEGMENT);
    on.disk.capacity(2 * SEGMENT_BYTES + 1024);
    on.reopen();
    assertThat(on.journal.state()).isEqualTo(State.FULL);
    on.done(1, 2 * PER_SEGMENT);
    on.disk.capacity(SEGMENT_BYTES + 1024); // others have taken the rest
    on.journal.keepHouse();
    assertThat(on.told(SegmentDeleted.class)).hasSize(2);
    assertThat(on.journal.state()).isEqualTo(State.OPEN);
    assertThat(on.append(1).firstSequence()).isEqualTo(21);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactly(21L);
  }

  @Test
  void deletesNoSegmentThatIsWrittenForWantOfRoom() throws IOException {
    OnDisk on = OnDisk.with(2);
    on.append(1);
    on.disk.capacity(SEGMENT_BYTES + 1024);
    on.done(1, 1);
    on.aSecondLater();
    assertThat(on.told(SegmentDeleted.class)).isEmpty();
    assertThat(on.append(1).firstSequence()).isEqualTo(2);
    assertThat(on.readPass()).containsExactly(2L);
  }

  @Test
  void staysAsItIsWhenTheCheckpointCannotSayWhereTheNumbersGoOn() throws IOException {
    OnDisk on = OnDisk.with(2);
    on.append(1);
    on.disk.capacity(SEGMENT_BYTES + 2 * 1024); // room for another checkpoint
    on.reopen();
    on.done(1, 1);
    on.disk.faults().failAlways(Op.SYNC);
    on.journal.keepHouse();
    assertThat(on.disk.files()).contains(Segment.nameOf(1));
    on.disk.faults().heal();
    on.journal.keepHouse();
    assertThat(on.told(SegmentDeleted.class)).hasSize(1);
    assertThat(on.disk.abuses()).isEmpty();
    assertThat(on.append(1).firstSequence()).isEqualTo(2);
  }

  @Test
  void whatWasSetAsideCountsUntilSomebodyTakesItAway() throws IOException {
    OnDisk on = OnDisk.with(3);
    on.appendSingly(2 * PER_SEGMENT);
    String first = Segment.nameOf(1);
    on.disk.damage(first, 0, SegmentHeader.BYTES);
    on.reopen();
    assertThat(on.journal.bytesOnDisk())
        .isEqualTo(2 * SEGMENT_BYTES + OnDisk.position(PER_SEGMENT));
    on.append(1);
    on.journal.keepHouse();
    assertThat(on.told(Full.class)).containsExactly(new Full(Cause.BUDGET, ""));
    on.disk.delete(first + ".corrupt");
    on.journal.keepHouse();
    assertThat(on.told(RoomAgain.class)).hasSize(1);
  }

  @Test
  void aStaleSpareSegmentIsDeleted() throws IOException {
    OnDisk on = OnDisk.with(2);
    on.appendSingly(PER_SEGMENT - 1);
    on.disk.capacity(2 * SEGMENT_BYTES + 1024);
    on.reopen();
    assertThat(on.disk.files()).filteredOn(Spare::isSpare).hasSize(1);
    assertThat(on.append(1).durable()).isEqualTo(1);
  }

  /** The next spare segment may be made while the writer still begins the last one. */
  @Test
  void eachSpareSegmentHasANameOfItsOwn() throws IOException {
    OnDisk on = OnDisk.with(8);
    String first = spareOf(on);
    on.append(1);
    on.journal.keepHouse();
    assertThat(spareOf(on)).isNotEqualTo(first);
  }

  @Test
  void aSegmentThatIsBeingBegunCountsAgainstTheBudget() throws IOException {
    OnDisk on = OnDisk.with(2);
    on.appendSingly(PER_SEGMENT);
    SpareSlot slot = new SpareSlot();
    slot.fill(new Spare("a", on.disk.create("a", 1)));
    assertThat(slot.isEmpty()).isFalse();
    assertThat(slot.take()).isNotNull();
    assertThat(slot.isEmpty()).isFalse();
    slot.begun();
    assertThat(slot.isEmpty()).isTrue();
    assertThat(slot.take()).isNull();
    assertThat(slot.isEmpty()).isTrue();
  }

  private static String spareOf(OnDisk on) {
    return on.disk.files().stream().filter(Spare::isSpare).findFirst().orElseThrow();
  }
}
