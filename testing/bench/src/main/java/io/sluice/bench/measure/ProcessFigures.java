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
 * @param cpuMicros of all its threads, those that have ended included
 * @param switches context switches of its threads, whether they had to wait or were made to
 * @param residentBytes what it has in RAM just now
 */
record ProcessFigures(long cpuMicros, long switches, long residentBytes) {

  private static final long MICROS_PER_TICK = 10_000;
  private static final int USER_FIELD = 11;
  private static final Pattern BLANK = Pattern.compile(" ");

  static ProcessFigures of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    return new ProcessFigures(
        cpuMicros(folder), switches(folder), 1024 * number(folder.resolve("status"), "VmRSS:"));
  }

  /** Since an earlier look; what it has in RAM stays as it is now. */
  ProcessFigures since(ProcessFigures before) {
    return new ProcessFigures(
        cpuMicros - before.cpuMicros, switches - before.switches, residentBytes);
  }

  /** The name of the process, in brackets, may hold anything: the fields are counted behind it. */
  private static long cpuMicros(Path folder) throws IOException {
    String stat = Files.readString(folder.resolve("stat"));
    List<String> fields = BLANK.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
    long ticks =
        Long.parseLong(fields.get(USER_FIELD)) + Long.parseLong(fields.get(USER_FIELD + 1));
    return ticks * MICROS_PER_TICK;
  }

  private static long switches(Path folder) throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path thread : threads) {
        try {
          Path status = thread.resolve("status");
          sum +=
              number(status, "voluntary_ctxt_switches:")
                  + number(status, "nonvoluntary_ctxt_switches:");
        } catch (NoSuchFileException e) {
          // It has ended since the folder was listed; those that matter live on.
        }
      }
    }
    return sum;
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
}
