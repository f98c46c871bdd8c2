package io.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder on a disk that a test can fill up: a file system of its own where this process may mount
 * one; elsewhere a part of a large one, of which whoever uses it has to leave the rest free.
 */
public final class SmallDisk implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final byte[] PIECE = new byte[64 << 10];

  private final Path folder;
  private final boolean mounted;
  private final long freeMin;

  private SmallDisk(Path folder, boolean mounted, long freeMin) {
    this.folder = folder;
    this.mounted = mounted;
    this.freeMin = freeMin;
  }

  /** An empty one. */
  public static SmallDisk of(long bytes) {
    try {
      Path parent =
          Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
      Path folder = Files.createTempDirectory(parent, "sluice-disk-");
      if (succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString())) {
        return new SmallDisk(folder, true, 0);
      }
      return new SmallDisk(folder, false, Math.max(0, usableBytes(folder) - bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** How many bytes of the disk its user has to leave free. */
  public long freeMin() {
    return freeMin;
  }

  /** Leaves nothing free, or less than has to be. */
  public void fill() {
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (usableBytes(folder) > freeMin) {
        out.write(PIECE);
      }
    } catch (IOException e) {
      if (!mounted) {
        throw new UncheckedIOException(e);
      } // else its last piece was too large for it
    }
  }

  /** Takes back what {@link #fill} wrote. */
  public void makeRoom() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static long usableBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (mounted) {
      succeeds("umount", "--lazy", folder.toString());
    }
    new ScratchDir(folder).close();
  }

  @Override
  public String toString() {
    return mounted ? "a disk of its own" : "a disk of which " + freeMin + " bytes are to be left";
  }
}
