package io.sluice.testing.cluster;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(200)
class NodeProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"running", "frozen"})
  void aBrokerEndsWithTheProcessThatStartedItEvenWhenThatIsKilled(String how, @TempDir Path scratch)
      throws Exception {
    Process owner = owner(how, scratch);
    try (BufferedReader said = owner.inputReader()) {
      long pid = Long.parseLong(String.valueOf(said.readLine()));
      assertThat(programOf(pid)).isPresent();
      owner.destroyForcibly().onExit().join();
      eventually(PATIENCE, () -> assertThat(programOf(pid)).isEmpty());
    } finally {
      owner.destroyForcibly();
    }
  }

  private static Process owner(String how, Path scratch) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + scratch,
            "-cp",
            System.getProperty("java.class.path"),
            NodeOwner.class.getName(),
            how)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What runs under this number; nothing does when it has ended, though nobody may know yet. */
  private static Optional<String> programOf(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command());
  }
}
