package io.sluice.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the processes of a gateway run, and with how much memory. */
interface Housing {

  /** Starts the {@code sluice} command in {@code folder}. */
  SluiceProcess start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException;

  /** The most memory that a process of this housing has held in RAM, in bytes. */
  long peakResidentBytes(SluiceProcess process) throws IOException, InterruptedException;

  /** Removes what a process that has ended may have left. */
  default void clear() {}

  /** A JVM beside that of the test, with these arguments. */
  static Housing host(String... jvm) {
    return new Host(List.of(jvm));
  }

  /** On this machine. */
  record Host(List<String> jvm) implements Housing {

    @Override
    public SluiceProcess start(Path folder, Map<String, String> environment, String... arguments)
        throws IOException {
      return SluiceProcess.start(folder, environment, jvm, arguments);
    }

    @Override
    public long peakResidentBytes(SluiceProcess process) throws IOException {
      return SluiceProcess.memory(process.pid(), "VmHWM:");
    }

    @Override
    public String toString() {
      return "a JVM on this machine";
    }
  }
}
