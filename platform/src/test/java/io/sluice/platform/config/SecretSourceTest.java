package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.platform.config.SecretSource.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {

  @TempDir Path folder;

  private Lookup lookUp(String reference) {
    return SecretSource.of(Reading.ENVIRONMENT::get, folder).lookUp(reference);
  }

  private static Lookup found(String reference, String value) {
    return new Lookup.Found(new Secret(reference, value));
  }

  private static Lookup missing(String reason) {
    return new Lookup.Missing(reason);
  }

  @Test
  void readsVariables() {
    assertThat(lookUp("env:GITHUB")).isEqualTo(found("env:GITHUB", "s3cr3t"));
    assertThat(lookUp("env:NOPE")).isEqualTo(missing("env:NOPE is not set"));
    assertThat(lookUp("env:EMPTY")).isEqualTo(missing("env:EMPTY is empty"));
    assertThat(lookUp("env:LARGE")).isEqualTo(missing("env:LARGE is larger than 64KiB"));
  }

  @Test
  void readsFilesInItsFolderAndElsewhere() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "abc");
    assertThat(lookUp("file:key")).isEqualTo(found("file:key", "abc"));
    assertThat(lookUp("file:" + file)).isEqualTo(found("file:" + file, "abc"));
  }

  @Test
  void followsLinksAsMountedSecretsAre() throws IOException {
    Files.writeString(folder.resolve("..data"), "abc");
    Files.createSymbolicLink(folder.resolve("key"), Path.of("..data"));
    assertThat(lookUp("file:key")).isEqualTo(found("file:key", "abc"));
  }

  @Test
  void stripsOneLineEndOnly() throws IOException {
    Path file = folder.resolve("key");
    assertThat(afterWriting(file, "a\n")).isEqualTo(found("file:key", "a"));
    assertThat(afterWriting(file, "a\r\n")).isEqualTo(found("file:key", "a"));
    assertThat(afterWriting(file, "a\n\n")).isEqualTo(found("file:key", "a\n"));
    assertThat(afterWriting(file, " a ")).isEqualTo(found("file:key", " a "));
    assertThat(afterWriting(file, "a\r")).isEqualTo(found("file:key", "a\r"));
    assertThat(afterWriting(file, "\n")).isEqualTo(missing("file:key is empty"));
  }

  private Lookup afterWriting(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return lookUp("file:key");
  }

  @Test
  void tellsFilesThatAreNone() throws IOException {
    assertThat(lookUp("file:none")).isEqualTo(missing("file:none is not a file"));
    assertThat(lookUp("file:.")).isEqualTo(missing("file:. is not a file"));
    assertThat(lookUp("file:/dev/zero")).isEqualTo(missing("file:/dev/zero is not a file"));
    assertThat(lookUp("file:a\0b")).isEqualTo(missing("what follows file: must be a path"));
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(lookUp("file:binary")).isEqualTo(missing("file:binary is not UTF-8 text"));
  }

  @Test
  void limitsTheSizeOfFiles() throws IOException {
    Files.writeString(folder.resolve("most"), "x".repeat(64 * 1024) + "\n");
    Files.writeString(folder.resolve("more"), "x".repeat(64 * 1024 + 1));
    Files.writeString(folder.resolve("much"), "ä".repeat(64 * 1024));
    assertThat(lookUp("file:most")).isEqualTo(found("file:most", "x".repeat(64 * 1024)));
    assertThat(lookUp("file:more")).isEqualTo(missing("file:more is larger than 64KiB"));
    assertThat(lookUp("file:much")).isEqualTo(missing("file:much is larger than 64KiB"));
  }

  @Test
  void refusesLiteralsWithoutPrintingThem() {
    for (String literal :
        new String[] {"hunter2", "env:", "env:hunter2!", "ENV:hunter2", "file:"}) {
      assertThat(lookUp(literal))
          .isInstanceOfSatisfying(
              Lookup.Missing.class,
              missing -> assertThat(missing.reason()).isNotBlank().doesNotContain("hunter2"));
    }
    assertThat(lookUp("hunter2"))
        .isEqualTo(missing("secrets are given by reference: write env:NAME or file:PATH"));
  }

  @Test
  void aSecretPrintsAsStars() {
    assertThat(lookUp("env:GITHUB").toString()).contains("env:GITHUB=***").doesNotContain("s3cr3t");
  }
}
