package io.sluice.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a journal as a file system keeps it. */
class FileDiskTest {

  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void isHeldByOneAtATime() throws IOException {
    FileDisk holder = FileDisk.open(folder);
    assertThatThrownBy(() -> FileDisk.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("another process has it locked");
    holder.close();
    FileDisk.open(folder).close();
  }

  @Test
  void makesTheFolderWhereItIsMissing() throws IOException {
    Path missing = folder.resolve("a/b");
    try (FileDisk disk = FileDisk.open(missing)) {
      assertThat(disk.names()).isEmpty();
    }
    assertThat(missing).isDirectory();
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> FileDisk.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> FileDisk.readOnly(file)).isInstanceOf(IOException.class);
  }

  @Test
  void takesAllTheRoomOfAFileWhenItIsMade() throws IOException {
    try (FileDisk disk = FileDisk.open(folder)) {
      try (DiskFile file = disk.create("a", 3 * MIB + 5)) {
        assertThat(file.size()).isEqualTo(3 * MIB + 5);
      }
      // A sparse file of this size would hold no block. The first number of `du` counts KiB.
      assertThat(allocatedBytes(folder.resolve("a"))).isGreaterThanOrEqualTo(3 * MIB);
      assertThat(disk.usableBytes()).isPositive();
    }
  }

  private static long allocatedBytes(Path file) throws IOException {
    Process du = new ProcessBuilder("du", "-k", file.toString()).start();
    String out = new String(du.getInputStream().readAllBytes(), UTF_8);
    return 1024 * Long.parseLong(out.substring(0, out.indexOf('\t')));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    try (FileDisk disk = FileDisk.open(folder);
        DiskFile file = disk.create("a", 10)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 6);
      file.sync();
      ByteBuffer read = ByteBuffer.allocate(20);
      assertThat(file.read(read, 4)).isEqualTo(6);
      assertThat(read.flip().remaining()).isEqualTo(6);
      assertThat(read.array()).startsWith(0, 0, 1, 2, 3, 0);
      assertThat(file.read(ByteBuffer.allocate(1), 10)).isZero();
    }
  }

  @Test
  void givesFilesOtherNamesAndDeletesThem() throws IOException {
    try (FileDisk disk = FileDisk.open(folder)) {
      disk.create("a", 5).close();
      disk.create("b", 7).close();
      disk.rename("a", "b");
      assertThat(disk.names()).containsExactly("b");
      try (DiskFile b = disk.open("b")) {
        assertThat(b.size()).isEqualTo(5);
      }
      disk.delete("b");
      disk.delete("b"); // once more changes nothing
      assertThat(disk.names()).isEmpty();
      assertThatThrownBy(() -> disk.open("b")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFileMadeInPlaceOfAnotherIsAnotherFile() throws IOException {
    try (FileDisk disk = FileDisk.open(folder);
        DiskFile old = disk.create("a", 3)) {
      old.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
      disk.create("a", 5).close();
      ByteBuffer read = ByteBuffer.allocate(3);
      old.read(read, 0);
      assertThat(read.array()).containsExactly(1, 2, 3);
      assertThat(Files.readAllBytes(folder.resolve("a"))).containsExactly(0, 0, 0, 0, 0);
    }
  }

  @Test
  void whoeverOnlyReadsNeedsNoLockAndChangesNothing() throws IOException {
    try (FileDisk holder = FileDisk.open(folder)) {
      holder.create("a", 5).close();
      try (FileDisk reader = FileDisk.readOnly(folder);
          DiskFile file = reader.open("a")) {
        assertThat(reader.names()).containsExactly("a");
        assertThat(file.size()).isEqualTo(5);
        assertThatThrownBy(() -> reader.create("b", 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader.rename("a", "b")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader.delete("a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), 0))
            .isInstanceOf(Exception.class);
      }
      assertThat(holder.names()).containsExactly("a");
    }
  }

  @Test
  void aJournalLivesOnIt() throws IOException {
    JournalSettings settings = new JournalSettings(64 << 10, 1 << 20, 0, 1000);
    AtomicLong salts = new AtomicLong();
    List<JournalEvent> events = new ArrayList<>();
    for (int process = 0; process < 3; process++) {
      try (Journal journal =
          Journal.open(
              FileDisk.open(folder),
              settings,
              salts::incrementAndGet,
              InstantSource.system(),
              events::add)) {
        assertThat(journal.recoveredOpen()).isEqualTo(process * 200L);
        for (int i = 0; i < 200; i++) {
          GroupResult result = journal.append(List.of(Payloads.entry(i, 900)));
          assertThat(result.durable()).isEqualTo(1);
          journal.keepHouse();
        }
      }
    }
    assertThat(events).hasOnlyElementsOfType(JournalEvent.SegmentStarted.class);
  }
}
