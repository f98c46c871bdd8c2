package io.sluice.gateway.journal;

import static io.sluice.gateway.journal.OnDisk.PER_SEGMENT;
import static io.sluice.gateway.journal.OnDisk.RECORD_BYTES;
import static io.sluice.gateway.journal.OnDisk.SEGMENT_BYTES;
import static io.sluice.gateway.journal.OnDisk.position;
import static io.sluice.gateway.journal.OnDisk.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.JournalEvent.Corrupt;
import io.sluice.gateway.journal.JournalEvent.HousekeepingFailed;
import io.sluice.gateway.journal.JournalEvent.SetAside;
import io.sluice.gateway.journal.JournalEvent.TornTailCut;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that were durable once and are not what they were. */
class JournalDamageTest {

  private static final String FIRST = Segment.nameOf(1);
  private static final String LAST = Segment.nameOf(2 * PER_SEGMENT + 1);

  private OnDisk on;

  /** Two segments are full, the third and last one has half of its records. */
  @BeforeEach
  void fill() throws IOException {
    on = OnDisk.with(8);
    on.appendSingly(2 * PER_SEGMENT + PER_SEGMENT / 2);
  }

  @Test
  void aDamagedRecordOfAnOldSegmentIsNamedAndSetAsideAndAllElseRead() throws IOException {
    byte[] before = on.disk.bytes(FIRST);
    on.disk.damage(FIRST, position(3) + 50, 1);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(without(1, 25, 4));
    assertThat(on.told(Corrupt.class))
        .containsExactly(new Corrupt(FIRST, position(3), position(4), 4, 4));
    String aside = FIRST + "." + position(3) + ".corrupt";
    assertThat(on.told(SetAside.class)).containsExactly(new SetAside(FIRST, aside));
    byte[] kept = on.disk.bytes(aside);
    kept[50] = (byte) ~kept[50];
    assertThat(kept).isEqualTo(Arrays.copyOfRange(before, (int) position(3), (int) position(4)));
  }

  @Test
  void whatIsLostIsToldOnceAndHoldsNothingUp() throws IOException {
    on.disk.damage(FIRST, position(3), 1);
    on.reopenAfterPowerCut();
    on.readPass();
    on.readPass();
    assertThat(on.told(Corrupt.class)).hasSize(1);
    on.done(1, PER_SEGMENT);
    on.aSecondLater();
    assertThat(on.disk.files()).doesNotContain(FIRST);
    assertThat(on.journal.recoveredOpen()).isEqualTo(15);
  }

  @Test
  void damageToWhatIsDoneIsNobodysLoss() throws IOException {
    on.done(1, 5);
    on.close();
    on.disk.damage(FIRST, position(1), RECORD_BYTES);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(6, 25));
    assertThat(on.told(Corrupt.class)).isEmpty();
  }

  @Test
  void aDamagedMiddleOfTheLastSegmentIsDamageAndNoTornTail() throws IOException {
    on.disk.damage(LAST, position(1) + 9, 1);
    on.reopenAfterPowerCut();
    assertThat(on.journal.firstNew()).isEqualTo(26);
    assertThat(on.readPass()).containsExactlyElementsOf(without(1, 25, 22));
    assertThat(on.told(Corrupt.class)).hasSize(1);
    assertThat(on.told(TornTailCut.class)).isEmpty();
  }

  @Test
  void theLastGroupCannotBeToldFromATornTail() throws IOException {
    on.disk.damage(LAST, position(4), 1);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 24));
    assertThat(on.told(TornTailCut.class))
        .containsExactly(new TornTailCut(LAST, position(4), SEGMENT_BYTES, 25));
    on.append(1);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 25));
    assertThat(on.told(Corrupt.class)).isEmpty();
  }

  @Test
  void oneBadSectorOfTheHeaderCostsNothing() throws IOException {
    on.disk.damage(FIRST, 0, 512);
    on.disk.damage(LAST, SegmentHeader.BYTES / 2, 512);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 25));
  }

  @Test
  void aSegmentWithoutAHeaderIsSetAsideWhole() throws IOException {
    String second = Segment.nameOf(PER_SEGMENT + 1);
    on.disk.damage(second, 0, SegmentHeader.BYTES);
    on.reopenAfterPowerCut();
    assertThat(on.told(Corrupt.class))
        .containsExactly(new Corrupt(second, 0, SEGMENT_BYTES, 11, 20));
    assertThat(on.disk.files()).contains(second + ".corrupt").doesNotContain(second);
    List<Long> left = sequences(1, 25);
    left.removeAll(sequences(11, 20));
    assertThat(on.readPass()).containsExactlyElementsOf(left);
    left.forEach(on.journal::done);
    assertThat(on.journal.openRecords()).isZero();
    assertThat(on.journal.recoveredOpen()).isZero();
  }

  @Test
  void theNumbersOfALastSegmentWithoutAHeaderAreNotUsedAgain() throws IOException {
    on.disk.damage(LAST, 0, SegmentHeader.BYTES);
    on.reopenAfterPowerCut();
    assertThat(on.journal.firstNew()).isGreaterThan(25);
    assertThat(on.readPass()).containsExactlyElementsOf(sequences(1, 20));
    long next = on.append(1).firstSequence();
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).startsWith(1L, 2L).endsWith(20L, next);
  }

  @Test
  void aFileThatWasCutShortLosesOnlyWhatIsGone() throws IOException {
    on.disk.truncate(FIRST, (int) position(7) + 3);
    on.reopenAfterPowerCut();
    List<Long> left = sequences(1, 25);
    left.removeAll(sequences(8, 10));
    assertThat(on.readPass()).containsExactlyElementsOf(left);
    assertThat(on.told(Corrupt.class))
        .containsExactly(new Corrupt(FIRST, position(7), position(7) + 3, 8, 10));
  }

  @Test
  void setsNothingAsideBeyondTheBudget() throws IOException {
    on = OnDisk.with(2);
    on.appendSingly(2 * PER_SEGMENT);
    on.disk.damage(FIRST, position(3), 1);
    on.reopenAfterPowerCut();
    assertThat(on.readPass()).hasSize(2 * PER_SEGMENT - 1);
    assertThat(on.told(Corrupt.class)).hasSize(1);
    assertThat(on.told(SetAside.class)).isEmpty();
    assertThat(on.told(HousekeepingFailed.class)).hasSize(1);
  }

  @Test
  void neverLosesSilentlyWhateverIsDamaged() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      fill();
      List<String> segments =
          on.disk.files().stream().filter(name -> Segment.firstOf(name) != null).toList();
      String hit = segments.get(random.nextInt(segments.size()));
      int bytes = 1 + random.nextInt(2000);
      int at = random.nextInt((int) SEGMENT_BYTES - bytes);
      on.disk.damage(hit, at, bytes);
      on.reopenAfterPowerCut();
      List<Long> missing = sequences(1, 25);
      missing.removeAll(on.readPass());
      missing.removeIf(this::isNamed);
      assertThat(missing).as("seed %d: %s at %d", seed, hit, at).isEmpty();
    }
  }

  private boolean isNamed(long sequence) {
    return on.told(Corrupt.class).stream()
            .anyMatch(c -> sequence >= c.fromSequence() && sequence <= c.toSequence())
        || on.told(TornTailCut.class).stream().anyMatch(cut -> sequence >= cut.fromSequence());
  }

  private static List<Long> without(long from, long to, long missing) {
    List<Long> left = new ArrayList<>(sequences(from, to));
    left.remove(missing);
    return left;
  }
}
