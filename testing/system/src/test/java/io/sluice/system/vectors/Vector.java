package io.sluice.system.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One signed request and the verdict it deserves. */
record Vector(JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A header line as it is to be sent. */
  record Line(String name, String value) {}

  /** All vectors of one provider, from its file in {@code folder}. */
  static List<Vector> load(Path folder, String provider) {
    try {
      List<Vector> vectors = new ArrayList<>();
      MAPPER
          .readTree(Files.readString(folder.resolve(provider + ".json")))
          .forEach(node -> vectors.add(new Vector(node)));
      return vectors;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the vectors of " + provider, e);
    }
  }

  /** The providers that {@code folder} has vectors of. */
  static List<String> providers(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".json"))
          .map(n -> n.substring(0, n.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("no folder of vectors: " + folder, e);
    }
  }

  String id() {
    return json.get("id").asText();
  }

  JsonNode secret() {
    return json.get("secret");
  }

  JsonNode config() {
    return json.path("config");
  }

  long clockSeconds() {
    return json.get("clock").asLong();
  }

  boolean accepted() {
    return json.get("expect").asText().equals("accept");
  }

  boolean handshake() {
    return json.get("kind").asText().equals("handshake");
  }

  boolean disputed() {
    return !json.path("disputed").isMissingNode() && !json.get("disputed").isNull();
  }

  /** What a provider demands as the answer; missing where any 2xx will do. */
  JsonNode response() {
    JsonNode response = json.path("response");
    return response.isNull() ? MAPPER.missingNode() : response;
  }

  String method() {
    return json.get("request").get("method").asText();
  }

  @Nullable String query() {
    return URI.create(json.get("request").get("url").asText()).getRawQuery();
  }

  byte[] body() {
    return Base64.getDecoder().decode(json.get("request").path("body_base64").asText(""));
  }

  List<Line> headers() {
    List<Line> lines = new ArrayList<>();
    json.get("request")
        .get("headers")
        .properties()
        .forEach(header -> {
          if (header.getValue().isArray()) {
            header.getValue().forEach(v -> lines.add(new Line(header.getKey(), v.asText())));
          } else {
            lines.add(new Line(header.getKey(), header.getValue().asText()));
          }
        });
    return lines;
  }

  @Nullable String eventType() {
    return named("event_type");
  }

  @Nullable String eventId() {
    return named("event_id");
  }

  private @Nullable String named(String what) {
    JsonNode value = json.path(what).path("value");
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }
}
