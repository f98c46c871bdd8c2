package io.sluice.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Linux says of a process so far.
 *
 * @param cpuMicros of all its threads but the compilers', those that have ended included
 * @param compilerMicros of the threads that compile Java, which are done one day
 * @param switches context switches of its threads, whether they had to wait or were made to
 * @param residentBytes what it has in RAM just now
 */
record ProcessFigures(long cpuMicros, long compilerMicros, long switches, long residentBytes) {

  private static final long MICROS_PER_TICK = 10_000;
  private static final int USER_FIELD = 11;
  private static final Pattern BLANK = Pattern.compile(" ");

  static ProcessFigures of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    long compilers = 0;
    long switches = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path thread : threads) {
        try {
          Stat stat = Stat.of(thread);
          compilers += stat.isCompiler() ? stat.micros() : 0;
          switches += switches(thread.resolve("status"));
        } catch (NoSuchFileException e) {
          // It has ended since the folder was listed; those that matter live on.
        }
      }
    }
    return new ProcessFigures(
        Stat.of(folder).micros() - compilers,
        compilers,
        switches,
        1024 * number(folder.resolve("status"), "VmRSS:"));
  }

  /** Since an earlier look; what it has in RAM stays as it is now. */
  ProcessFigures since(ProcessFigures before) {
    return new ProcessFigures(
        cpuMicros - before.cpuMicros,
        compilerMicros - before.compilerMicros,
        switches - before.switches,
        residentBytes);
  }

  private static long switches(Path status) throws IOException {
    return number(status, "voluntary_ctxt_switches:")
        + number(status, "nonvoluntary_ctxt_switches:");
  }

  private static long number(Path status, String name) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(name)) {
        String value = line.substring(name.length()).replace("kB", "").strip();
        return Long.parseLong(value);
      }
    }
    throw new IOException("no " + name + " in " + status);
  }

  /** The time a process or a thread has run. */
  private record Stat(String name, long micros) {

    /** The name, in brackets, may hold anything: the fields are counted behind it. */
    static Stat of(Path folder) throws IOException {
      String stat = Files.readString(folder.resolve("stat"));
      int end = stat.lastIndexOf(')');
      List<String> fields = BLANK.splitAsStream(stat.substring(end + 2)).toList();
      long ticks =
          Long.parseLong(fields.get(USER_FIELD)) + Long.parseLong(fields.get(USER_FIELD + 1));
      return new Stat(stat.substring(stat.indexOf('(') + 1, end), ticks * MICROS_PER_TICK);
    }

    boolean isCompiler() {
      return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }
  }
}
