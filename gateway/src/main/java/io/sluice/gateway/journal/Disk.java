package io.sluice.gateway.journal;

import java.io.IOException;
import java.util.List;

/**
 * The folder of one journal. What a method has returned from is durable, names and all; after an
 * exception it may or may not have happened. The writer's and the reader's thread use it at once.
 */
public interface Disk extends AutoCloseable {

  /** All files, in no order. */
  List<String> names() throws IOException;

  /** Makes a file of zeros with all its room taken, in place of one of this name. */
  DiskFile create(String name, long bytes) throws IOException;

  DiskFile open(String name) throws IOException;

  /** Gives a file another name, in place of the file that had it. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** How much room is left for more files. */
  long usableBytes() throws IOException;

  /** Gives the folder back. */
  @Override
  void close() throws IOException;
}
