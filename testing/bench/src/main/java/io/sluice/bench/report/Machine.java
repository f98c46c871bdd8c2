package io.sluice.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the figures were measured on. */
public record Machine(int cores, String processor, long memoryGib, String kernel, String java) {

  private static final long KIB_PER_GIB = 1 << 20;

  public static Machine here() throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        value("/proc/cpuinfo", "model name"),
        Math.round(kib(value("/proc/meminfo", "MemTotal")) / KIB_PER_GIB),
        System.getProperty("os.version"),
        System.getProperty("java.vendor.version") + ", " + System.getProperty("java.version"));
  }

  private static String value(String file, String name) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(file));
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static double kib(String size) {
    return Double.parseDouble(size.substring(0, size.indexOf(' ')));
  }

  public String sentence() {
    return "%d cores of %s, %d GiB, Linux %s, Java %s, shared by load generator, broker and server."
        .formatted(cores, processor, memoryGib, kernel, java);
  }
}
