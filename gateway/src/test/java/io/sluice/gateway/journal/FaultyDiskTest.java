package io.sluice.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.journal.DiskFaults.Op;
import io.sluice.gateway.journal.DiskFaults.PowerCut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The disk that lies in wait for the journal has to be as bad as it says. */
class FaultyDiskTest {

  private static final int SIZE = 4 * SectorFile.SECTOR;

  private final FaultyDisk disk = FaultyDisk.empty(new SplittableRandom(1), 10 * SIZE);

  @Test
  void whatWasSyncedSurvivesAPowerCut() throws IOException {
    DiskFile file = disk.create("a", SIZE);
    file.write(ones(), 0);
    file.sync();
    assertThat(disk.crash().bytes("a")).containsOnly(1);
  }

  @Test
  void ofWhatWasNotSyncedAnySectorMayBeThere() {
    Set<String> patterns = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      FaultyDisk one = FaultyDisk.empty(new SplittableRandom(seed), SIZE);
      patterns.add(sectors(writtenOnly(one).crash()));
    }
    assertThat(patterns).hasSize(16);
  }

  @Test
  void whoeverIsOnlyKilledLeavesAllThatWasWritten() {
    assertThat(writtenOnly(disk).nextProcess().bytes("a")).containsOnly(1);
  }

  @Test
  void afterAFailedSyncTheNextOneLies() throws IOException {
    Set<String> patterns = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      FaultyDisk one = FaultyDisk.empty(new SplittableRandom(seed), SIZE);
      DiskFile file = one.create("a", SIZE);
      file.write(ones(), 0);
      one.faults().failNext(Op.SYNC);
      assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
      file.sync();
      assertThat(one.bytes("a")).containsOnly(1);
      assertThat(one.abuses()).hasSize(1);
      patterns.add(sectors(one.crash()));
    }
    assertThat(patterns).hasSize(16);
  }

  @Test
  void aTruncationIsDurableOnceSyncedAndOtherwiseByChance() throws IOException {
    Set<Integer> sizes = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      FaultyDisk one = FaultyDisk.empty(new SplittableRandom(seed), SIZE);
      DiskFile file = one.create("a", SIZE);
      file.truncate(700);
      assertThat(file.size()).isEqualTo(700);
      sizes.add(one.nextProcess().crash().bytes("a").length);
      FaultyDisk synced = FaultyDisk.empty(new SplittableRandom(seed), SIZE);
      DiskFile cut = synced.create("a", SIZE);
      cut.truncate(700);
      cut.sync();
      assertThat(synced.crash().bytes("a")).hasSize(700);
    }
    assertThat(sizes).containsExactlyInAnyOrder(700, SIZE);
  }

  @Test
  void aFailedRenameMayHaveHappened() throws IOException {
    Set<String> found = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      FaultyDisk one = FaultyDisk.empty(new SplittableRandom(seed), SIZE);
      one.create("a", SIZE).close();
      one.faults().failNth(Op.RENAME, 1);
      assertThatThrownBy(() -> one.rename("a", "b")).isInstanceOf(IOException.class);
      found.add(one.files() + " then " + one.crash().files());
    }
    assertThat(found).containsExactlyInAnyOrder("[a] then [a]", "[b] then [a]", "[b] then [b]");
  }

  @Test
  void isFullWhenItIsFull() throws IOException {
    disk.capacity(SIZE);
    disk.create("a", SIZE).close();
    assertThat(disk.usableBytes()).isZero();
    assertThatThrownBy(() -> disk.create("b", 1)).isInstanceOf(IOException.class);
    disk.create("a", SIZE).close(); // in place of the other
    disk.delete("a");
    disk.create("b", SIZE).close();
    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void withoutPowerNothingWorks() throws IOException {
    DiskFile file = disk.create("a", SIZE);
    disk.faults().cutPowerAt(2);
    file.read(ByteBuffer.allocate(1), 0);
    assertThatThrownBy(file::sync).isInstanceOf(PowerCut.class);
    assertThatThrownBy(disk::names).isInstanceOf(PowerCut.class);
  }

  private static FaultyDisk writtenOnly(FaultyDisk disk) {
    try {
      disk.create("a", SIZE).write(ones(), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return disk;
  }

  private static ByteBuffer ones() {
    ByteBuffer ones = ByteBuffer.allocate(SIZE);
    while (ones.hasRemaining()) {
      ones.put((byte) 1);
    }
    return ones.flip();
  }

  private static String sectors(FaultyDisk disk) {
    StringBuilder pattern = new StringBuilder();
    byte[] bytes = disk.bytes("a");
    for (int at = 0; at < bytes.length; at += SectorFile.SECTOR) {
      pattern.append(bytes[at]);
    }
    return pattern.toString();
  }
}
