package io.sluice.testing.vectors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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
public record Vector(JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A header line as it is to be sent. */
  public record Line(String name, String value) {}

  /** All vectors of one provider, from its file in {@code folder}. */
  public static List<Vector> load(Path folder, String provider) {
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
  public static List<String> providers(Path folder) {
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

  public String id() {
    return json.get("id").asText();
  }

  public JsonNode secret() {
    return json.get("secret");
  }

  public JsonNode config() {
    return json.path("config");
  }

  public long clockSeconds() {
    return json.get("clock").asLong();
  }

  public boolean accepted() {
    return json.get("expect").asText().equals("accept");
  }

  public boolean handshake() {
    return json.get("kind").asText().equals("handshake");
  }

  public boolean disputed() {
    return !json.path("disputed").isMissingNode() && !json.get("disputed").isNull();
  }

  /** What a provider demands as the answer; missing where any 2xx will do. */
  public JsonNode response() {
    JsonNode response = json.path("response");
    return response.isNull() ? MAPPER.missingNode() : response;
  }

  public String method() {
    return json.get("request").get("method").asText();
  }

  /** The URL as the provider called it. */
  public String url() {
    return json.get("request").get("url").asText();
  }

  public @Nullable String query() {
    return URI.create(url()).getRawQuery();
  }

  public byte[] body() {
    return Base64.getDecoder().decode(json.get("request").path("body_base64").asText(""));
  }

  public List<Line> headers() {
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

  /** Names and values of the header lines in turn, as a server reads them: a byte is a char. */
  public String[] headersAsRead() {
    return headers().stream()
        .flatMap(
            line -> Stream.of(line.name(), new String(line.value().getBytes(UTF_8), ISO_8859_1)))
        .toArray(String[]::new);
  }

  public @Nullable String eventType() {
    return named("event_type");
  }

  public @Nullable String eventId() {
    return named("event_id");
  }

  /** Whether the id alone tells a repetition from a new event. */
  public boolean hasUniqueId() {
    return json.path("event_id").path("unique").asBoolean(true);
  }

  @Override
  public String toString() {
    return id();
  }

  private @Nullable String named(String what) {
    JsonNode value = json.path(what).path("value");
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }
}
