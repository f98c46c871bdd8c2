package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reading notes, so that a later look can tell whether anything has changed. */
class ConfigReadingTest {

  private static final String YAML =
      """
      port: 1
      sources:
        a: {secrets: [file:keys/a, env:GITHUB]}
        b: {secrets: [file:keys/b]}
      """;

  @TempDir Path folder;

  private ConfigReading<Map<String, Integer>> read() {
    return ConfigFile.reading(
        folder.resolve("sluice.yaml"), ConfigReadingTest::reader, Reading.ENVIRONMENT::get);
  }

  private static Map<String, Integer> reader(Section root) {
    var _ = root.number("port", 1, 0, 9, "");
    return root.named("sources", (_, s) -> s.secrets("secrets", "").size(), "");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private ConfigReading<Map<String, Integer>> readWithKeys() throws IOException {
    write("keys/a", "of-a");
    write("keys/b", "of-b");
    write("sluice.yaml", YAML);
    return read();
  }

  @Test
  void knowsTheFileAndTheFilesOfItsSecrets() throws IOException {
    FilesRead files = readWithKeys().files();
    assertThat(files.digests())
        .containsOnlyKeys(
            folder.resolve("sluice.yaml"), folder.resolve("keys/a"), folder.resolve("keys/b"));
    assertThat(files.again()).isEqualTo(files);
    assertThat(files.toString()).doesNotContain("of-a").doesNotContain(Digest.of("of-a"));
  }

  @Test
  void seesASecretThatIsRewrittenInPlace() throws IOException {
    FilesRead files = readWithKeys().files();
    write("keys/a", "of-A");
    assertThat(files.again()).isNotEqualTo(files);
    write("keys/a", "of-a");
    assertThat(files.again()).as("the same content, written anew").isEqualTo(files);
  }

  @Test
  void seesAFolderThatIsSwappedBehindALink() throws IOException {
    write("..v1/a", "of-a");
    write("..v2/a", "of-A");
    write("keys/b", "of-b");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
    Files.createSymbolicLink(folder.resolve("keys/a"), Path.of("..", "..data", "a"));
    write("sluice.yaml", YAML);
    FilesRead files = read().files();
    Files.createSymbolicLink(folder.resolve("..new"), Path.of("..v2"));
    Files.move(
        folder.resolve("..new"), folder.resolve("..data"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(files.again()).isNotEqualTo(files);
    assertThat(read().files()).isEqualTo(files.again());
  }

  @Test
  void seesAFileThatVanishesAndOneThatAppears() throws IOException {
    FilesRead files = readWithKeys().files();
    Files.delete(folder.resolve("keys/b"));
    FilesRead without = read().files();
    assertThat(without).isNotEqualTo(files).isEqualTo(files.again());
    Files.delete(folder.resolve("sluice.yaml"));
    ConfigReading<Map<String, Integer>> vanished = read();
    assertThat(vanished.result()).isInstanceOf(ConfigResult.Faulty.class);
    assertThat(vanished.files().again()).isEqualTo(vanished.files());
    write("sluice.yaml", YAML);
    assertThat(vanished.files().again()).isNotEqualTo(vanished.files());
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNeverTheSameAgain() throws IOException {
    Path file = write("key", "one");
    NotedFiles files = new NotedFiles();
    files.read(file);
    write("key", "two");
    files.read(file);
    assertThat(files.noted().again()).isNotEqualTo(files.noted());
  }

  @Test
  void tellsWhichKeysDiffer() throws IOException {
    KeyPrints before = readWithKeys().keys();
    assertThat(read().keys().differing(before)).isEmpty();
    write("sluice.yaml", YAML.replace("port: 1", "port: 2") + "# and a comment\n");
    write("keys/b", "of-B");
    assertThat(read().keys().differing(before)).containsExactly("port", "sources.b.secrets");
  }

  @Test
  void tellsKeysThatComeAndGo() throws IOException {
    KeyPrints before = readWithKeys().keys();
    write("sluice.yaml", "sources:\n  a: {secrets: [env:GITHUB, file:keys/a]}\n");
    assertThat(read().keys().differing(before))
        .as("the order of a list counts")
        .containsExactly("port", "sources.a.secrets", "sources.b.secrets");
    assertThat(before.differing(KeyPrints.NONE))
        .containsExactly("port", "sources.a.secrets", "sources.b.secrets");
  }

  @Test
  void layoutAndPlaceDoNotMatter() throws IOException {
    KeyPrints before = readWithKeys().keys();
    write(
        "sluice.yaml",
        """
        sources:
          b:
            secrets:
              - "file:keys/b"
          a:
            secrets:
              - file:keys/a
              - env:GITHUB
        port: 1
        """);
    assertThat(read().keys().differing(before)).isEmpty();
  }
}
