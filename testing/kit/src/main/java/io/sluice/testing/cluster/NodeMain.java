package io.sluice.testing.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Kafka's own server in a process of its own, which ends when the process that started it does.
 *
 * <p>Takes the file of its settings and the id of its cluster.
 */
final class NodeMain {

  private NodeMain() {}

  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().name("parent-watch").start(NodeMain::endWithParent);
    formatOnce(Path.of(args[0]), args[1]);
    // By its name, because only the embedded broker may be written against the server's classes.
    Class.forName("kafka.Kafka")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {args[0]});
  }

  /** Nobody ever writes to this process, so reading ends when nobody is left who could. */
  private static void endWithParent() {
    try (InputStream parent = System.in) {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The parent is gone all the same.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void formatOnce(Path settingsFile, String clusterId) throws Exception {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(settingsFile)) {
      settings.load(reader);
    }
    String logDir = settings.getProperty("log.dirs");
    if (Files.exists(Path.of(logDir, "meta.properties"))) {
      return;
    }
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setClusterId(clusterId)
          .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
          .setControllerListenerName(Listener.Use.CONTROLLER.name())
          .setMetadataLogDirectory(logDir)
          .setDirectories(List.of(logDir))
          .run();
    }
  }
}
