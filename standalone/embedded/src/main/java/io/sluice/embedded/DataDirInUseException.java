package io.sluice.embedded;

import java.nio.file.Path;

/** Another broker, here or in another process, is using the data directory. */
public final class DataDirInUseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DataDirInUseException(Path dataDir, String holder) {
    super(
        "The Kafka data in %s is in use by %s. Stop that one first, or choose another directory."
            .formatted(dataDir, holder.isBlank() ? "another process" : holder));
  }
}
