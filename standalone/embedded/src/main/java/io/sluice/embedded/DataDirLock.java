package io.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a data directory, held by one broker at a time.
 *
 * <p>The operating system takes the lock back when the process dies, so a kill leaves nothing to
 * clean up. The file itself stays and names the last holder.
 */
final class DataDirLock implements AutoCloseable {
  private final FileChannel channel;

  private DataDirLock(FileChannel channel) {
    this.channel = channel;
  }

  static DataDirLock take(Path dataDir) {
    Path file = dataDir.resolve("lock");
    try {
      Files.createDirectories(dataDir);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        String holder = read(channel);
        channel.close();
        throw new DataDirInUseException(dataDir, holder);
      }
      write(channel, "process " + ProcessHandle.current().pid());
      return new DataDirLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use the data directory " + dataDir, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot give the data directory back", e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      @Nullable Object held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(64);
    channel.read(text, 0);
    return StandardCharsets.UTF_8.decode(text.flip()).toString();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(StandardCharsets.UTF_8.encode(text), 0);
  }
}
