package io.sluice.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that a configuration was read from, its secrets' among them, each with a digest of what
 * stood in it. Two of them are equal when every file says the same, however it was written.
 *
 * @param digests SHA-256 by file, or a word for a file that could not be read
 */
public record FilesRead(Map<Path, String> digests) {

  private static final String NO_FILE = "no file";
  private static final String UNREADABLE = "unreadable";

  /** Keeps its own copy of the map. */
  public FilesRead {
    digests = Map.copyOf(digests);
  }

  /** The same files as they are now. */
  public FilesRead again() {
    Map<Path, String> now = new LinkedHashMap<>();
    digests.keySet().forEach(file -> now.put(file, digestOf(file)));
    return new FilesRead(now);
  }

  private static String digestOf(Path file) {
    if (!Files.isRegularFile(file)) {
      return NO_FILE;
    }
    try {
      return Digest.of(NotedFiles.boundedBytesOf(file));
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  /** What {@link #again} tells of a file whose reading failed. */
  static String failed(Path file) {
    return Files.isRegularFile(file) ? UNREADABLE : NO_FILE;
  }

  /** What {@link #again} tells of a file that held {@code bytes}. */
  static String held(Path file, byte[] bytes) {
    return Files.isRegularFile(file) ? Digest.of(bytes) : NO_FILE;
  }

  /** Without the digests, which are nobody's business. */
  @Override
  public String toString() {
    return "FilesRead" + digests.keySet();
  }
}
