package io.sluice.testing.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, on the class path of this one. */
final class NodeProcess implements Node {

  /** The smallest heap that three brokers under a test's load are at ease with. */
  private static final String HEAP_MAX = "-Xmx160m";

  private final Path settingsFile;
  private final Path log;
  private final String clusterId;
  private @Nullable Process process;

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
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void freeze() {
    signal("STOP");
  }

  @Override
  public void thaw() {
    signal("CONT");
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

  private void signal(String name) {
    if (process == null || !process.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
