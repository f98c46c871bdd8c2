package io.sluice.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own, which can be killed. */
final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private BrokerProcess(Process process) {
    this.process = process;
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  static BrokerProcess start(Path dataDir) throws IOException {
    return new BrokerProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                dataDir.toString())
            .redirectErrorStream(true)
            .start());
  }

  /** Runs in the other process: says where the broker is and waits to be killed. */
  public static void main(String[] args) throws InterruptedException {
    EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(Path.of(args[0])));
    System.out.println("ready " + kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }

  String awaitBootstrapServers() throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("the broker's process ended: " + seen);
  }

  long pid() {
    return process.pid();
  }

  /** Sends the signal that cannot be caught and returns when the process is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
