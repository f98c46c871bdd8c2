package io.sluice.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the files of one configuration and notes a digest of the very bytes that were seen. */
final class NotedFiles {

  /** One byte more than the largest file that is taken, so that its size can be refused. */
  private static final int BYTES_MAX = YamlTree.TEXT_LENGTH_MAX + 1;

  /** Equals no digest, so that what was read is read again. */
  private static final String CHANGED_MEANWHILE = "changed while it was read";

  private final Map<Path, String> digests = new LinkedHashMap<>();

  /** The first bytes of a file: all of them, or more than any file may have. */
  byte[] read(Path file) throws IOException {
    try {
      byte[] bytes = boundedBytesOf(file);
      note(file, FilesRead.held(file, bytes));
      return bytes;
    } catch (IOException e) {
      note(file, FilesRead.failed(file));
      throw e;
    }
  }

  /** Whether there is such a file, and no folder, device or pipe in its place. */
  boolean isFile(Path file) {
    boolean isFile = Files.isRegularFile(file);
    if (!isFile) {
      note(file, FilesRead.failed(file));
    }
    return isFile;
  }

  private void note(Path file, String digest) {
    digests.merge(file, digest, (first, again) -> first.equals(again) ? first : CHANGED_MEANWHILE);
  }

  /** The digest of a file that was read. */
  String digestOf(Path file) {
    return digests.getOrDefault(file, "");
  }

  FilesRead noted() {
    return new FilesRead(digests);
  }

  static byte[] boundedBytesOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(BYTES_MAX);
    }
  }
}
