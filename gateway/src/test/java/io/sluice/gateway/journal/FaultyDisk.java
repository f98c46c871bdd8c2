package io.sluice.gateway.journal;

import io.sluice.gateway.journal.DiskFaults.Fate;
import io.sluice.gateway.journal.DiskFaults.Op;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A folder in memory, as one process sees it, that fails as disks do. What was written and not
 * synced is kept by a power cut or is not, each sector of 512 bytes by chance. A call that fails
 * may have been done, in part or whole. For one thread.
 *
 * <pre>
 *   process ─▶ seen ─ sync ─▶ durable           power cut: durable + any of the rest of seen
 *                                               kill -9:   seen, of which the same is durable
 * </pre>
 */
public final class FaultyDisk implements Disk {

  private final RandomGenerator random;
  private final DiskFaults faults;
  private final Map<String, SectorFile> names;
  private Map<String, SectorFile> durableNames;
  private long capacity;
  private int openFiles;
  private final List<String> abuses = new ArrayList<>();

  private FaultyDisk(
      RandomGenerator random,
      long capacity,
      Map<String, SectorFile> names,
      Map<String, SectorFile> durableNames) {
    this.random = random;
    this.faults = new DiskFaults(random);
    this.capacity = capacity;
    this.names = names;
    this.durableNames = durableNames;
  }

  /**
   * An empty folder.
   *
   * @param random the only source of chance
   * @param capacity how many bytes its files may take
   */
  public static FaultyDisk empty(RandomGenerator random, long capacity) {
    return new FaultyDisk(random, capacity, new TreeMap<>(), new TreeMap<>());
  }

  /** What is to go wrong in this process. */
  public DiskFaults faults() {
    return faults;
  }

  /** The power goes: what the next process finds. This one can do nothing any more. */
  public FaultyDisk crash() {
    faults.cutPowerAt(0);
    Map<String, SectorFile> left = new TreeMap<>();
    durableNames.forEach((name, file) -> left.put(name, file.afterPowerCut(random)));
    return new FaultyDisk(random, capacity, left, new TreeMap<>(left));
  }

  /** The process is killed or ends: the next one finds all that was written. */
  public FaultyDisk nextProcess() {
    faults.cutPowerAt(0);
    IdentityHashMap<SectorFile, SectorFile> copies = new IdentityHashMap<>();
    return new FaultyDisk(random, capacity, copied(names, copies), copied(durableNames, copies));
  }

  private static Map<String, SectorFile> copied(
      Map<String, SectorFile> from, IdentityHashMap<SectorFile, SectorFile> copies) {
    Map<String, SectorFile> to = new TreeMap<>();
    from.forEach((name, file) -> to.put(name, copies.computeIfAbsent(file, SectorFile::copy)));
    return to;
  }

  /** From now on its files may take so many bytes. */
  public void capacity(long bytes) {
    capacity = bytes;
  }

  /** Inverts bytes of a file. */
  public void damage(String name, long position, int bytes) {
    file(name).damage(Math.toIntExact(position), bytes);
  }

  /** Makes the sector of this byte unreadable; -1 makes all readable again. */
  public void badSector(String name, long at) {
    file(name).bad(at);
  }

  /** Cuts a file off. */
  public void truncate(String name, int bytes) {
    SectorFile shorter = file(name).shortened(bytes);
    names.put(name, shorter);
    durableNames.put(name, shorter);
  }

  /** What a file holds. */
  public byte[] bytes(String name) {
    return file(name).bytes();
  }

  private SectorFile file(String name) {
    SectorFile file = names.get(name);
    if (file == null) {
      throw new IllegalArgumentException("no file " + name + " among " + names.keySet());
    }
    return file;
  }

  /** How many files were opened and not closed. */
  public int openFiles() {
    return openFiles;
  }

  /** The writes and syncs of segments of which one had failed before. */
  public List<String> abuses() {
    return List.copyOf(abuses);
  }

  /** The same as {@link #names}, for tests: never fails. */
  public List<String> files() {
    return List.copyOf(names.keySet());
  }

  @Override
  public List<String> names() throws IOException {
    faults.next(Op.NAMES).end(Op.NAMES, "the folder");
    return files();
  }

  @Override
  public DiskFile create(String name, long bytes) throws IOException {
    Fate fate = faults.next(Op.CREATE);
    SectorFile before = names.get(name);
    if (bytes > usable() + (before == null ? 0 : before.size())) {
      throw new IOException("no space left for " + name);
    }
    boolean works = fate == Fate.WORKS;
    SectorFile file = new SectorFile(Math.toIntExact(works ? bytes : random.nextLong(bytes + 1)));
    change(works, () -> names.put(name, file));
    fate.end(Op.CREATE, name);
    return new Handle(name, file);
  }

  @Override
  public DiskFile open(String name) throws IOException {
    faults.next(Op.OPEN).end(Op.OPEN, name);
    SectorFile file = names.get(name);
    if (file == null) {
      throw new FileNotFoundException(name);
    }
    return new Handle(name, file);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Fate fate = faults.next(Op.RENAME);
    SectorFile file = names.get(from);
    if (file == null) {
      throw new FileNotFoundException(from);
    }
    change(
        fate == Fate.WORKS,
        () -> {
          names.remove(from);
          names.put(to, file);
        });
    fate.end(Op.RENAME, from);
  }

  @Override
  public void delete(String name) throws IOException {
    Fate fate = faults.next(Op.DELETE);
    change(fate == Fate.WORKS, () -> names.remove(name));
    fate.end(Op.DELETE, name);
  }

  /** Changes names. Where that fails it may have been done, durably or not. */
  private void change(boolean works, Runnable change) {
    int luck = works ? 2 : random.nextInt(3);
    if (luck > 0) {
      change.run();
    }
    if (luck > 1) {
      durableNames = new TreeMap<>(names);
    }
  }

  @Override
  public long usableBytes() {
    return Math.max(0, usable());
  }

  private long usable() {
    return capacity - names.values().stream().mapToLong(SectorFile::size).sum();
  }

  @Override
  public void close() {}

  private final class Handle implements DiskFile {

    private final String name;
    private @Nullable SectorFile file;

    Handle(String name, SectorFile file) {
      this.name = name;
      this.file = file;
      openFiles++;
    }

    @Override
    public long size() throws IOException {
      return open().size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      faults.next(Op.READ).end(Op.READ, name);
      return open().read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      SectorFile written = toChange("written");
      Fate fate = faults.next(Op.WRITE);
      switch (fate) {
        case WORKS -> written.write(from, position);
        case FAILS, POWER_CUT -> {
          written.writeInPart(from, position, random);
          written.fail();
        }
      }
      fate.end(Op.WRITE, name);
    }

    @Override
    public void sync() throws IOException {
      SectorFile synced = toChange("synced");
      Fate fate = faults.next(Op.SYNC);
      switch (fate) {
        case WORKS -> synced.sync();
        case FAILS -> {
          synced.failSync(random);
          synced.fail();
        }
        case POWER_CUT -> synced.syncInPart(random);
      }
      fate.end(Op.SYNC, name);
    }

    @Override
    public void truncate(long bytes) throws IOException {
      SectorFile cut = toChange("truncated");
      Fate fate = faults.next(Op.TRUNCATE);
      if (fate == Fate.WORKS || random.nextBoolean()) {
        cut.truncate(Math.toIntExact(bytes));
      }
      fate.end(Op.TRUNCATE, name);
    }

    private SectorFile toChange(String how) throws IOException {
      SectorFile toChange = open();
      if (toChange.hasFailed()) {
        abuses.add(name + " is " + how + " after it has failed");
      }
      return toChange;
    }

    private SectorFile open() throws IOException {
      if (file == null) {
        throw new IOException(name + " is closed");
      }
      return file;
    }

    @Override
    public void close() {
      if (file != null) {
        file = null;
        openFiles--;
      }
    }
  }
}
