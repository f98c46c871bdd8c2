package io.sluice.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the system calls of a process with {@code perf}, which does not slow it down. */
final class Syscalls {

  private static final Pattern COUNT = Pattern.compile("^(\\d+),.*raw_syscalls:sys_enter");

  private Syscalls() {}

  /** How many it makes from now on; none where perf is missing or may not look. */
  static OptionalLong count(long pid, Duration time) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "perf",
            "stat",
            "--field-separator=,",
            "--event=raw_syscalls:sys_enter",
            "--pid=" + pid,
            "--",
            "sleep",
            Long.toString(time.toSeconds()));
    Process perf;
    try {
      perf = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    String output = new String(perf.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    perf.waitFor();
    return output
        .lines()
        .map(COUNT::matcher)
        .filter(Matcher::find)
        .mapToLong(count -> Long.parseLong(count.group(1)))
        .findFirst();
  }
}
