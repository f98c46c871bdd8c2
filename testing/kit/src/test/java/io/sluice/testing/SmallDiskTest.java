package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SmallDiskTest {

  private static final long BYTES = 4 << 20;

  @Test
  void isFullWhenItIsFilledAndHasRoomWhenRoomIsMade() throws IOException {
    Path folder;
    try (SmallDisk disk = SmallDisk.of(BYTES)) {
      folder = disk.folder();
      assertThat(leftOf(disk)).isBetween(BYTES / 2, BYTES);
      disk.fill();
      assertThat(leftOf(disk)).isNotPositive();
      disk.makeRoom();
      assertThat(leftOf(disk)).isGreaterThan(BYTES / 2);
    }
    assertThat(folder).doesNotExist();
  }

  private static long leftOf(SmallDisk disk) throws IOException {
    return Files.getFileStore(disk.folder()).getUsableSpace() - disk.freeMin();
  }
}
