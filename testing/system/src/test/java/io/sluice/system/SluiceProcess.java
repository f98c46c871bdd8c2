package io.sluice.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code sluice} command in a process of its own, as a person would run it. */
final class SluiceProcess implements AutoCloseable {

  private static final String END = "the process closed its output";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private SluiceProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts it in {@code folder} with the JVM of this test. */
  static SluiceProcess start(
      Path folder, Map<String, String> environment, List<String> jvm, String... arguments)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return launch(folder, environment, command(java, jvm, arguments));
  }

  /** Starts a command in {@code folder} that ends up in what {@link #command} says. */
  static SluiceProcess launch(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new SluiceProcess(builder.start());
  }

  /** How a Java runs the {@code sluice} command with the class path of this test. */
  static List<String> command(Path java, List<String> jvm, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvm);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.sluice.standalone.Main");
    command.addAll(List.of(arguments));
    return command;
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("reading its output failed: " + e);
    }
    lines.add(END);
  }

  /** Waits for a line in which the pattern is found and returns the match. */
  Matcher await(String pattern, Duration max) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    long until = System.nanoTime() + max.toNanos();
    while (true) {
      String line = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("no line like " + pattern + ", but:\n" + String.join("\n", seen));
      }
      seen.add(line);
      Matcher matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  /** The same for a line that may have come before one that was waited for. */
  void awaitInAnyOrder(String pattern, Duration max) throws InterruptedException {
    if (seen.stream().noneMatch(Pattern.compile(pattern).asPredicate())) {
      await(pattern, max);
    }
  }

  /** Asks it to end, as Ctrl-C and Kubernetes do; what it says meanwhile can still be read. */
  void askToEnd() {
    process.toHandle().destroy();
  }

  /** Asks it to end and returns how long that took. */
  Duration terminate(Duration max) throws InterruptedException {
    long began = System.nanoTime();
    askToEnd();
    if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + max + ":\n" + String.join("\n", seen));
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Waits for its own end and returns the exit code. */
  int exitCode(Duration max) throws InterruptedException {
    if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + max);
    }
    return process.exitValue();
  }

  /** Everything it printed so far and after; call it once it has ended. */
  String output() throws InterruptedException {
    for (String line = next(); line != null && !line.equals(END); line = next()) {
      seen.add(line);
    }
    return String.join("\n", seen);
  }

  private @Nullable String next() throws InterruptedException {
    return lines.poll(5, TimeUnit.SECONDS);
  }

  /** Everything that {@link #await} has seen and what has come since, without waiting. */
  String soFar() {
    lines.drainTo(seen);
    return String.join("\n", seen);
  }

  /** Memory of the process that is in RAM, in bytes. */
  long residentBytes() throws IOException {
    return memory(process.pid(), "VmRSS:");
  }

  /** What a process holds, or held at most, by the names of {@code /proc/<pid>/status}. */
  static long memory(long pid, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    throw new IOException("no " + name);
  }

  /** Ends it without a word to it, and returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends it a signal, such as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    String[] command = {"sh", "-c", "kill -%s %d".formatted(name, process.pid())};
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IOException("no signal " + name + " to " + process.pid());
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
