package io.sluice.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** The bytes of one file: as processes see them, and as they are when the power has gone. */
final class SectorFile {

  static final int SECTOR = 512;

  private byte[] seen;

  /** Longer than what is seen while a truncation is not durable. */
  private byte[] durable;

  private final BitSet dirty = new BitSet();
  private boolean hasFailed;
  private final BitSet bad = new BitSet();

  /** A file of zeros, all durable. */
  SectorFile(int bytes) {
    this.seen = new byte[bytes];
    this.durable = new byte[bytes];
  }

  private SectorFile(byte[] seen, byte[] durable, BitSet dirty) {
    this.seen = seen;
    this.durable = durable;
    this.dirty.or(dirty);
  }

  int size() {
    return seen.length;
  }

  /** From now on what touches the sector of this byte cannot be read; -1: all can. */
  void bad(long at) {
    if (at < 0) {
      bad.clear();
    } else {
      bad.set((int) (at / SECTOR));
    }
  }

  int read(ByteBuffer into, long position) throws IOException {
    int firstBad = bad.nextSetBit((int) (position / SECTOR));
    if (firstBad >= 0 && position + into.remaining() > (long) firstBad * SECTOR) {
      throw new IOException("bad sector " + firstBad);
    }
    int bytes = Math.clamp(seen.length - position, 0, into.remaining());
    into.put(seen, (int) Math.min(position, seen.length), bytes);
    return bytes;
  }

  void write(ByteBuffer from, long position) {
    int at = Math.toIntExact(position);
    int bytes = from.remaining();
    if (at + bytes > seen.length) {
      throw new IllegalStateException("written behind the end of the file");
    }
    from.get(seen, at, bytes);
    dirty.set(at / SECTOR, (at + bytes + SECTOR - 1) / SECTOR);
  }

  /** Any of the sectors is written, any is not. */
  void writeInPart(ByteBuffer from, long position, RandomGenerator random) {
    int at = Math.toIntExact(position);
    while (from.hasRemaining()) {
      int bytes = Math.min(SECTOR - at % SECTOR, from.remaining());
      ByteBuffer part = from.slice(from.position(), bytes);
      if (random.nextBoolean()) {
        write(part, at);
      }
      from.position(from.position() + bytes);
      at += bytes;
    }
  }

  /** As long as this, which the next sync makes durable. */
  void truncate(int bytes) {
    seen = Arrays.copyOf(seen, bytes);
    dirty.clear((bytes + SECTOR - 1) / SECTOR, Integer.MAX_VALUE);
  }

  void sync() {
    durable = Arrays.copyOf(durable, seen.length);
    dirty.stream().forEach(this::persist);
    dirty.clear();
  }

  /** As Linux does it: any sector may have got lost, and all are held for clean from now on. */
  void failSync(RandomGenerator random) {
    syncInPart(random);
    dirty.clear();
  }

  void syncInPart(RandomGenerator random) {
    dirty.stream().filter(_ -> random.nextBoolean()).forEach(this::persist);
  }

  private void persist(int sector) {
    int at = sector * SECTOR;
    System.arraycopy(seen, at, durable, at, Math.min(SECTOR, seen.length - at));
  }

  /** Inverts bytes, durably: nobody has written them. */
  void damage(int position, int bytes) {
    for (int at = position; at < position + bytes; at++) {
      seen[at] = (byte) ~seen[at];
      durable[at] = (byte) ~durable[at];
    }
  }

  byte[] bytes() {
    return seen.clone();
  }

  /** What is left of it when the power goes. */
  SectorFile afterPowerCut(RandomGenerator random) {
    SectorFile left = copy();
    left.syncInPart(random);
    if (left.durable.length > seen.length && random.nextBoolean()) {
      left.durable = Arrays.copyOf(left.durable, seen.length);
    }
    return new SectorFile(left.durable.clone(), left.durable, new BitSet());
  }

  SectorFile shortened(int bytes) {
    return new SectorFile(Arrays.copyOf(seen, bytes), Arrays.copyOf(durable, bytes), new BitSet());
  }

  SectorFile copy() {
    return new SectorFile(seen.clone(), durable.clone(), dirty);
  }

  void fail() {
    hasFailed = true;
  }

  /** Whether a write or a sync of it has failed since the process began. */
  boolean hasFailed() {
    return hasFailed;
  }
}
