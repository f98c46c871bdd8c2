package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  enum Store {
    MEMORY,
    ON_DISK
  }

  private static Object read(Section root) {
    root.retired("sourcs", "sources");
    Object http = root.section("http", ConfigReferenceTest::readHttp, "The HTTP edge.");
    Object sources =
        root.named("sources", (name, source) -> readSource(source), "Where webhooks come from.");
    Object rules = root.sections("rules", rule -> rule.text("topic", "The topic."), "Routes.");
    Object log = root.optionalSection("log", log2 -> log2.text("file", "The file."), "A log.");
    return List.of(http, sources, rules, log, root.textMap("kafka", "Kafka | settings."));
  }

  private static Object readHttp(Section http) {
    return List.of(
        http.number("port", 8080, 0, 65_535, "The port."),
        http.bytes("body-max", 1 << 20, 1, 1 << 30, "The largest body."),
        http.duration("wait", Duration.ofSeconds(2), Duration.ZERO, Duration.ofHours(1), "Wait."),
        http.flag("tls", false, "TLS?") ? http.text("key", "The key.") : "",
        http.texts("paths", List.of("/in"), "Paths."));
  }

  private static Object readSource(Section source) {
    String scheme = source.oneOf("scheme", List.of("github", "hmac"), "The scheme.");
    Object header = scheme.equals("hmac") ? source.text("header", "The header.") : "";
    Object disk =
        switch (source.choice("store", Store.MEMORY, "The store.")) {
          case MEMORY -> "";
          case ON_DISK -> source.has("folder") ? source.text("folder", "The folder.") : "";
        };
    return List.of(scheme, header, disk, source.secrets("secrets", "Secrets."));
  }

  @Test
  void listsEveryKeyEvenThoseBehindChoices() {
    assertThat(ConfigReference.of(ConfigReferenceTest::read).rows())
        .extracting(ConfigReference.Row::path)
        .containsExactlyInAnyOrder(
            "http",
            "http.port",
            "http.body-max",
            "http.wait",
            "http.tls",
            "http.paths",
            "http.key",
            "sources",
            "sources.<name>.scheme",
            "sources.<name>.store",
            "sources.<name>.secrets",
            "sources.<name>.header",
            "sources.<name>.folder",
            "rules",
            "rules[].topic",
            "log",
            "log.file",
            "kafka");
  }

  @Test
  void onlyKeysNeededOnEveryWayAreRequired() {
    assertThat(ConfigReference.of(ConfigReferenceTest::read).rows())
        .filteredOn(row -> row.key().required())
        .extracting(ConfigReference.Row::path)
        .containsExactlyInAnyOrder("sources.<name>.scheme", "rules[].topic", "log.file");
  }

  @Test
  void aSectionIsRequiredWhenSomethingInItIs() {
    ConfigReference reference =
        ConfigReference.of(s -> s.section("a", a -> a.text("b", ""), "") + s.flag("c", true, ""));
    assertThat(reference.keys()).extracting(ConfigKey::required).containsExactly(true, false);
  }

  @Test
  void printsATable() {
    assertThat(ConfigReference.of(ConfigReferenceTest::read).markdown())
        .startsWith("| Key | Type | Default | What it is for |\n|---|---|---|---|\n")
        .contains("| `http.port` | whole number, 0 to 65535 | `8080` | The port. |\n")
        .contains("| `http.body-max` | size, 1 to 1GiB | `1MiB` | The largest body. |\n")
        .contains("| `http.wait` | duration, 0s to 1h | `2s` | Wait. |\n")
        .contains("| `http.tls` | `true` or `false` | `false` | TLS? |\n")
        .contains("| `http.paths` | list of texts | `[/in]` | Paths. |\n")
        .contains(
            "| `sources.<name>.scheme` | one of `github`, `hmac` | **required** | The scheme. |\n")
        .contains(
            "| `sources.<name>.store` | one of `memory`, `on-disk` | `memory` | The store. |\n")
        .contains("| `kafka` | mapping of texts |  | Kafka \\| settings. |\n");
  }

  @Test
  void printsASchemaThatForbidsUnknownKeys() {
    JsonObject schema = new JsonObject(ConfigReference.of(ConfigReferenceTest::read).jsonSchema());
    assertThat(schema.getString("$schema")).endsWith("2020-12/schema");
    assertThat(schema.getBoolean("additionalProperties")).isFalse();
    JsonObject properties = schema.getJsonObject("properties");
    assertThat(properties.getJsonObject("http").getBoolean("additionalProperties")).isFalse();
    assertThat(properties.getJsonObject("http").getJsonObject("properties").getJsonObject("port"))
        .isEqualTo(
            new JsonObject()
                .put("type", "integer")
                .put("minimum", 0)
                .put("maximum", 65_535)
                .put("description", "The port.")
                .put("default", 8080));
    JsonObject sources = properties.getJsonObject("sources");
    assertThat(sources.getJsonObject("propertyNames").getString("pattern"))
        .isEqualTo("^[a-z0-9][a-z0-9-]{0,62}$");
    JsonObject source = sources.getJsonObject("additionalProperties");
    assertThat(source.getBoolean("additionalProperties")).isFalse();
    assertThat(source.getJsonArray("required")).isEqualTo(JsonArray.of("scheme"));
    assertThat(source.getJsonObject("properties").getJsonObject("scheme").getJsonArray("enum"))
        .isEqualTo(JsonArray.of("github", "hmac"));
  }

  @Test
  void aReaderThatRefusesPlaceholdersIsAProgrammingError() {
    assertThatThrownBy(() ->
            ConfigReference.of(s -> {
              throw new IllegalArgumentException(s.text("a", ""));
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("placeholders");
  }
}
