package io.sluice.testing.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a process of its own, on the class path of this one. It ends when this one does,
 * however that ends and even when the broker is frozen: the pipes to it and to its freezer are
 * closed with this process, and that is what both wait for.
 */
final class NodeProcess implements Node {

  /** Stops a process until nobody is left who could write to its input. */
  private static final String FREEZER = "kill -STOP $0 && echo frozen && read _; kill -CONT $0";

  /** The smallest heap that three brokers under a test's load are at ease with. */
  private static final String HEAP_MAX = "-Xmx160m";

  private final Path settingsFile;
  private final Path log;
  private final String clusterId;
  private @Nullable Process process;
  private @Nullable Process freezer;

  /**
   * @param dir where its settings and its log are kept
   */
  NodeProcess(Path dir, NodeSettings settings, String clusterId) {
    this.clusterId = clusterId;
    settingsFile = dir.resolve("server.properties");
    log = dir.resolve("server.log");
    Properties properties = new Properties();
    properties.putAll(settings.toMap());
    try {
      Files.createDirectories(dir);
      try (Writer writer = Files.newBufferedWriter(settingsFile)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    try {
      process =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of its process, once it was started. */
  long pid() {
    return Objects.requireNonNull(process, "not started").pid();
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP_MAX,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dlogback.configurationFile=cluster-node-logback.xml",
        "-cp",
        System.getProperty("java.class.path"),
        NodeMain.class.getName(),
        settingsFile.toString(),
        clusterId);
  }

  @Override
  public void kill() {
    thaw();
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void freeze() {
    if (process == null || !process.isAlive() || freezer != null) {
      return;
    }
    try {
      Process started =
          new ProcessBuilder("sh", "-c", FREEZER, Long.toString(process.pid()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      freezer = started;
      if (started.getInputStream().read() < 0) {
        throw new IllegalStateException("the broker cannot be frozen");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void thaw() {
    if (freezer == null) {
      return;
    }
    try {
      freezer.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    freezer.onExit().join();
    freezer = null;
  }

  @Override
  public void copyLogTo(Path file) {
    try {
      Files.copy(log, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
