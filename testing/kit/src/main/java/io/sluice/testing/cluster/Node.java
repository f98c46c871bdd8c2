package io.sluice.testing.cluster;

import java.nio.file.Path;

/** One broker of a cluster as its engine runs it: something that can be killed and frozen. */
interface Node extends AutoCloseable {

  /** Starts it, the first time with no data, later on with what it had. Does not wait for it. */
  void start();

  /** Ends it at once, without a chance to say goodbye or to flush anything. */
  void kill();

  /** Stops it in the middle of whatever it does: its ports accept connections, nothing answers. */
  void freeze();

  /** Ends a {@link #freeze()}. */
  void thaw();

  /** Writes all that it logged so far to a file. */
  void copyLogTo(Path file);

  /** Ends it for good. */
  @Override
  void close();
}
