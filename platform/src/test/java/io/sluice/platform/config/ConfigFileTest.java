package io.sluice.platform.config;

import static io.sluice.platform.config.Reading.assertRead;
import static io.sluice.platform.config.Reading.faults;
import static io.sluice.platform.config.Reading.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir Path folder;

  enum Mode {
    FAST,
    VERY_SAFE
  }

  record Everything(
      String host,
      String zone,
      Optional<String> note,
      boolean on,
      int port,
      long size,
      Duration patience,
      Mode mode,
      String scheme,
      List<String> topics,
      Map<String, String> settings,
      List<Secret> secrets) {

    static Everything read(Section s) {
      return new Everything(
          s.text("host", "the host"),
          s.text("zone", "eu", "the zone"),
          s.optionalText("note", "a note"),
          s.flag("on", true, "whether"),
          s.number("port", 8080, 1, 65_535, "the port"),
          s.bytes("size", 1024, 1, 1 << 20, "the size"),
          s.duration("wait", Duration.ofSeconds(2), Duration.ZERO, Duration.ofHours(1), "wait"),
          s.choice("mode", Mode.FAST, "the mode"),
          s.oneOf("scheme", List.of("github", "stripe"), "the scheme"),
          s.texts("topics", List.of("a"), "topics"),
          s.textMap("settings", "settings"),
          s.secrets("secrets", "secrets"));
    }
  }

  @Test
  void everyKeyMaps() {
    String yaml =
        """
        host: h.example
        zone: us
        note: 1.10
        on: false
        port: 9090
        size: 64KiB
        wait: 250ms
        mode: very-safe
        scheme: stripe
        topics: [x, y]
        settings: {linger.ms: 5, acks: all}
        secrets: [env:GITHUB, env:OLD]
        """;
    assertRead(yaml, Everything::read)
        .isEqualTo(
            new Everything(
                "h.example",
                "us",
                Optional.of("1.10"),
                false,
                9090,
                65_536,
                Duration.ofMillis(250),
                Mode.VERY_SAFE,
                "stripe",
                List.of("x", "y"),
                Map.of("linger.ms", "5", "acks", "all"),
                List.of(new Secret("env:GITHUB", "s3cr3t"), new Secret("env:OLD", "0ld"))));
  }

  @Test
  void whatIsLeftOutReadsAsItsFallback() {
    assertRead("host: h\nscheme: github\n", Everything::read)
        .isEqualTo(
            new Everything(
                "h",
                "eu",
                Optional.empty(),
                true,
                8080,
                1024,
                Duration.ofSeconds(2),
                Mode.FAST,
                "github",
                List.of("a"),
                Map.of(),
                List.of()));
  }

  @Test
  void aSingleValueStandsForAListOfOne() {
    Everything read =
        valid("{host: h, scheme: github, topics: x, secrets: env:OLD}", Everything::read);
    assertThat(read.topics()).containsExactly("x");
    assertThat(read.secrets()).containsExactly(new Secret("env:OLD", "0ld"));
  }

  @Test
  void tellsAllFaultsTogetherInTheOrderOfTheFile() {
    String yaml =
        """
        port: 70000
        scheme: githb
        on: yes
        mode: safe
        topics: {a: b}
        size: 2MiB
        wait: "5"
        settings: [a]
        prot: 1
        secrets:
          - env:GITHUB
          - hunter2
          - env:NOT_SET
        """;
    assertThat(faults(yaml, Everything::read))
        .containsExactly(
            "sluice.yaml:1:1 host: is missing; want a text such as `orders`",
            "sluice.yaml:1:1 port: want a whole number such as 8080, from 1 to 65535;"
                + " found `70000`",
            "sluice.yaml:2:1 scheme: want one of `github`, `stripe`; found `githb`;"
                + " did you mean `github`?",
            "sluice.yaml:3:1 on: want `true` or `false`; found `yes`",
            "sluice.yaml:4:1 mode: want one of `fast`, `very-safe`; found `safe`",
            "sluice.yaml:5:1 topics: want a text such as `orders`; found a mapping",
            "sluice.yaml:6:1 size: want a size such as 1KiB, from 1 to 1MiB; found `2MiB`",
            "sluice.yaml:7:1 wait: want a duration such as 2s, from 0s to 1h;"
                + " found the quoted text \"5\"",
            "sluice.yaml:8:1 settings: want a mapping of keys to values; found a list",
            "sluice.yaml:9:1 unknown key `prot`; did you mean `port`?",
            "sluice.yaml:12:5 secrets[1]: secrets are given by reference: write env:NAME or"
                + " file:PATH",
            "sluice.yaml:13:5 secrets[2]: env:NOT_SET is not set");
  }

  @Test
  void anEmptyFileIsOneWithoutKeys() {
    Function<Section, Integer> reader = s -> s.number("port", 1, 0, 9, "");
    for (String nothing : List.of("", "\n", "# later\n", "---\n", "~", "\uFEFF")) {
      assertRead(nothing, reader).isEqualTo(1);
    }
    assertRead("\uFEFFport: 7", reader).isEqualTo(7);
  }

  @Test
  void readsFromDiskWithSecretsBesideTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), "secrets: file:keys/one\n");
    Files.createDirectory(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/one"), "abc\n");
    assertThat(ConfigFile.read(file, s -> s.secrets("secrets", ""), name -> null))
        .isEqualTo(new ConfigResult.Valid<>(List.of(new Secret("file:keys/one", "abc"))));
  }

  @Test
  void aFileThatCannotBeReadIsAFault() throws IOException {
    assertThat(faultOf(folder.resolve("none.yaml"))).endsWith("1:1 there is no such file");
    assertThat(faultOf(folder)).endsWith("1:1 cannot be read");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', (byte) 0xFF});
    assertThat(faultOf(binary)).endsWith("1:1 the file is not UTF-8 text");
    Path large = folder.resolve("l.yaml");
    Files.write(large, ("#" + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
    assertThat(faultOf(large)).endsWith("1:1 the file is larger than 1MiB");
  }

  @Test
  void anErrorInAReaderIsNoFaultOfTheFile() {
    Function<Section, String> broken =
        s -> {
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> Reading.read("a: b", broken)).hasMessage("a bug");
  }

  @Test
  void aFaultStaysOneLineWhateverTheFileHolds() {
    assertThat(Reading.fault("\"a\\nb\\e[31m\\u202E\": 1\n", s -> s.text("x", "y", "")))
        .isEqualTo("1:1 unknown key `a\\u000ab\\u001b[31m\\u202e`; known: `x`");
  }

  private static String faultOf(Path file) {
    return switch (ConfigFile.read(file, s -> s.flag("a", true, ""), name -> null)) {
      case ConfigResult.Valid<Boolean> valid -> throw new AssertionError(valid);
      case ConfigResult.Faulty<Boolean> faulty -> faulty.faults().getFirst().toString();
    };
  }
}
