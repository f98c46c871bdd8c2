package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.ConfigChange.Snapshot;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigChangeTest {

  private static final String SOURCES =
      """
      sources:
        a: {scheme: github, secrets: [file:one]}
        b: {scheme: github, secrets: [file:two], topic: b}
      """;

  @TempDir Path folder;

  private ConfigFolder files;

  @BeforeEach
  void writeSecrets() {
    files = new ConfigFolder(folder);
    files.write("one", "secret one");
    files.write("two", "secret two");
  }

  private Snapshot read(String yaml) {
    files.write(ConfigFolder.FILE, yaml);
    LoadedConfig loaded = files.load();
    return new Snapshot(loaded.config(), loaded.keys());
  }

  private static ConfigChange between(Snapshot before, Snapshot after) {
    return ConfigChange.between(before, after, before);
  }

  @Test
  void namesSourcesThatCameWentAndChanged() {
    ConfigChange change =
        between(
            read(SOURCES + "  c: {scheme: github, secrets: [file:one]}\n"),
            read(
                """
                sources:
                  new: {scheme: github, secrets: [file:one]}
                  b: {scheme: github, secrets: [file:two], topic: other}
                  a: {scheme: github, secrets: [file:one]} # moved, but the same
                """));
    assertThat(change.added()).containsExactly("new");
    assertThat(change.removed()).containsExactly("c");
    assertThat(change.changed()).containsExactly("b");
    assertThat(change.needRestart()).isEmpty();
  }

  @Test
  void aSourceWhoseSecretFileSaysSomethingElseHasChanged() {
    Snapshot before = read(SOURCES);
    files.write("one", "another secret");
    assertThat(between(before, read(SOURCES)).changed()).containsExactly("a");
  }

  @Test
  void aNameThatBeginsLikeAnotherIsNotTheOther() {
    String alike = SOURCES + "  a-2: {scheme: github, secrets: [file:one]}\n";
    assertThat(
            between(
                    read(alike),
                    read(
                        alike.replace(
                            "secrets: [file:one]}\n  b", "id: body:/x, secrets: [file:one]}\n  b")))
                .changed())
        .containsExactly("a");
  }

  @Test
  void namesTheKeysThatOnlyARestartTakesUp() {
    Snapshot before = read(SOURCES);
    Snapshot after =
        read(
            """
            http: {port: 8081, host: 0.0.0.0}
            limits: {keep_alive: 60s, connections_max: 9}
            kafka: {topics: {partitions: 3}}
            logging: {requests: none}
            reload: {every: 5s}
            """
                + SOURCES);
    assertThat(between(before, after).needRestart())
        .contains("http.port", "limits.connections_max", "limits.keep_alive")
        .contains("kafka.topics.partitions", "logging.requests")
        .noneMatch(key -> key.startsWith("reload") || key.startsWith("sources"));
  }

  @Test
  void aDefaultThatIsSpelledOutNeedsNoRestart() {
    Snapshot before = read(SOURCES);
    Snapshot after = read("ops: {port: 9090}\nkafka: {buffer: 64MiB}\n" + SOURCES);
    assertThat(between(before, after).needRestart()).isEmpty();
  }

  @Test
  void whatNeedsARestartIsComparedWithTheStartAndNotWithTheReadingBefore() {
    Snapshot start = read(SOURCES);
    Snapshot first = read("http: {port: 1}\n" + SOURCES);
    Snapshot second = read("http: {port: 1}\nops: {port: 2}\n" + SOURCES);
    assertThat(ConfigChange.between(first, second, start).needRestart())
        .containsExactly("http.port", "ops.port");
    assertThat(ConfigChange.between(second, start, start).needRestart()).isEmpty();
  }

  @Test
  void everyPartOfTheConfigurationIsEitherLiveOrReadAtStart() {
    int live = 2; // sources and reload, see GatewayConfig.taking
    assertThat(GatewayConfig.class.getRecordComponents())
        .as("take a new part up in GatewayConfig.taking or in ConfigChange.READ_AT_START")
        .hasSize(ConfigChange.READ_AT_START.size() + live);
  }
}
