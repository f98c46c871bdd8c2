package io.sluice.gateway.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the file system, held by one process at a time: the operating system takes the lock
 * back when that dies. Threads that use it must not be interrupted, which would close its files.
 */
public final class FileDisk implements Disk {

  private static final String LOCK = "lock";
  private static final int ZEROS = 1 << 20;

  private final Path folder;
  private final Set<OpenOption> access;
  private final @Nullable FileChannel lock;

  private FileDisk(Path folder, Set<OpenOption> access, @Nullable FileChannel lock) {
    this.folder = folder;
    this.access = access;
    this.lock = lock;
  }

  /** Makes the folder where it is missing, and takes its lock. */
  public static FileDisk open(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      return new FileDisk(folder, Set.of(READ, WRITE), lock(folder));
    } catch (IOException e) {
      throw new IOException("the folder " + folder + " cannot be used for the journal: " + e, e);
    }
  }

  /** The folder of a journal that another process may be writing: takes no lock. */
  public static FileDisk readOnly(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    return new FileDisk(folder, Set.of(READ), null);
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldInThisProcess) {
      // Answered like one that another process holds.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException("another process has it locked");
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(LOCK))
          .toList();
    }
  }

  @Override
  public DiskFile create(String name, long bytes) throws IOException {
    mustBeLocked();
    Path path = folder.resolve(name);
    Files.deleteIfExists(path); // never the same file again: it may be in use, or have failed
    FileChannel channel = FileChannel.open(path, CREATE_NEW, READ, WRITE);
    try {
      OpenFile file = new OpenFile(channel);
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS, bytes));
      for (long at = 0; at < bytes; at += zeros.limit()) {
        file.write(zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at)), at);
      }
      channel.force(true);
      syncFolder();
      return file;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new OpenFile(FileChannel.open(folder.resolve(name), access));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    mustBeLocked();
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  @Override
  public void delete(String name) throws IOException {
    mustBeLocked();
    Files.deleteIfExists(folder.resolve(name));
    syncFolder();
  }

  private void mustBeLocked() throws IOException {
    if (lock == null) {
      throw new IOException("the folder " + folder + " was opened for reading");
    }
  }

  /** Names are durable only when the folder is. */
  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  private record OpenFile(FileChannel channel) implements DiskFile {

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      int read = 0;
      while (into.hasRemaining()) {
        int more = channel.read(into, position + read);
        if (more < 0) {
          break;
        }
        read += more;
      }
      return read;
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      long at = position;
      while (from.hasRemaining()) {
        at += channel.write(from, at);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long bytes) throws IOException {
      channel.truncate(bytes);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
