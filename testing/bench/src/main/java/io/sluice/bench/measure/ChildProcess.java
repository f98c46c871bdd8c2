package io.sluice.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of this run's own, which is asked by lines. It ends when its input does, so with us. */
final class ChildProcess implements AutoCloseable {

  private static final int END_SECONDS = 20;

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private ChildProcess(Process process, InputStream answers) {
    this.process = process;
    this.answers = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** One that answers on its standard output. */
  static ChildProcess start(List<String> jvm, Class<?> main, String... arguments)
      throws IOException {
    Process process =
        new ProcessBuilder(command(jvm, main, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new ChildProcess(process, process.getInputStream());
  }

  /** One that answers on its error output and logs on the other, which goes to a file. */
  static ChildProcess startLogging(Path log, List<String> jvm, Class<?> main, String... arguments)
      throws IOException {
    Process process =
        new ProcessBuilder(command(jvm, main, arguments)).redirectOutput(log.toFile()).start();
    return new ChildProcess(process, process.getErrorStream());
  }

  private static List<String> command(List<String> jvm, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  long pid() {
    return process.pid();
  }

  /** Asks a question of one line and reads the answer. */
  String ask(String question) throws IOException {
    questions.write(question + "\n");
    questions.flush();
    return readLine();
  }

  /** The rest of the next line that begins with {@code word}. */
  String await(String word) throws IOException {
    while (true) {
      String line = readLine();
      if (line.startsWith(word)) {
        return line.substring(word.length()).strip();
      }
    }
  }

  private String readLine() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("a process of the benchmark has ended: " + process.info());
    }
    return line;
  }

  @Override
  public void close() {
    try {
      questions.close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
