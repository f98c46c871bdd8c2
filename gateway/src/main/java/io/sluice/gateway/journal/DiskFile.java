package io.sluice.gateway.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file of a {@link Disk}. */
public interface DiskFile extends Closeable {

  long size() throws IOException;

  /**
   * Fills the buffer from a place of the file on.
   *
   * @return how many bytes were read: fewer than asked for only where the file ends
   */
  int read(ByteBuffer into, long position) throws IOException;

  /** Writes all of the buffer, or fails and may have written any part of it. */
  void write(ByteBuffer from, long position) throws IOException;

  /**
   * Makes durable what was written. Once it has failed it says nothing any more about this file:
   * Linux tells of a page that could not be written only once.
   */
  void sync() throws IOException;

  /** Gives back the room behind so many bytes; after a crash the file may be as long as before. */
  void truncate(long bytes) throws IOException;
}
