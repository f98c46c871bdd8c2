package io.sluice.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A schema registry that speaks Confluent's REST API. Every call waits for its answer, for a
 * limited time, and keeps a limited part of it.
 */
public final class SchemaRegistry implements AutoCloseable {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration ANSWER_TIME = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final RegistryHttp http;

  private SchemaRegistry(URI base, Duration answerTime) {
    this.base = base;
    http = new RegistryHttp(base, answerTime);
  }

  /** What became of registering a schema. */
  public sealed interface RegisterResult permits Registered, Refused, Unreachable {}

  /** What became of asking for a schema. */
  public sealed interface LookupResult permits Found, Refused, Unreachable {}

  /** The schema is in the registry under this id. */
  public record Registered(int id) implements RegisterResult {}

  /** The schema that was asked for, as JSON. */
  public record Found(String schema) implements LookupResult {}

  /**
   * The registry said no, and would again: 409 for an incompatible schema, 404 for an unknown one.
   */
  public record Refused(int status, String message)
      implements RegisterResult, LookupResult, RegistryHttp.Exchange {}

  /** No answer that means anything, this time. */
  public record Unreachable(String why)
      implements RegisterResult, LookupResult, RegistryHttp.Exchange {}

  /**
   * The registry at a base URL, which may have a path such as {@code /apis/ccompat/v7}.
   *
   * @throws IllegalArgumentException if this is no http or https URL, or holds a user or password
   */
  public static SchemaRegistry at(URI base) {
    return at(base, ANSWER_TIME);
  }

  static SchemaRegistry at(URI base, Duration answerTime) {
    String scheme = base.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || base.getHost() == null) {
      throw new IllegalArgumentException("a registry's URL starts with http:// or https://");
    }
    if (base.getUserInfo() != null || base.getQuery() != null || base.getFragment() != null) {
      throw new IllegalArgumentException(
          "a registry's URL has no user, password, query or fragment");
    }
    String text = base.toString();
    return new SchemaRegistry(URI.create(text.endsWith("/") ? text : text + "/"), answerTime);
  }

  /** Registers an Avro schema, or finds it registered already. */
  public RegisterResult register(String subject, String schema) {
    String path = "subjects/" + segment(subject) + "/versions";
    String json = JSON.createObjectNode().put("schema", schema).toString();
    HttpRequest request =
        request(path)
            .header("Content-Type", MEDIA_TYPE)
            .POST(BodyPublishers.ofString(json))
            .build();
    return switch (http.ask(request)) {
      case RegistryHttp.Answer(JsonNode answer) when answer.path("id").isInt() ->
          new Registered(answer.path("id").intValue());
      case RegistryHttp.Answer _ -> new Unreachable(base + " answered without a schema id");
      case Refused refused -> refused;
      case Unreachable unreachable -> unreachable;
    };
  }

  /** The schema under an id. */
  public LookupResult schemaById(int id) {
    return switch (http.ask(request("schemas/ids/" + Integer.toUnsignedString(id)).GET().build())) {
      case RegistryHttp.Answer(JsonNode answer) when answer.path("schema").isTextual() ->
          "AVRO".equals(answer.path("schemaType").asText("AVRO"))
              ? new Found(answer.path("schema").textValue())
              : new Refused(200, "not an Avro schema");
      case RegistryHttp.Answer _ -> new Unreachable(base + " answered without a schema");
      case Refused refused -> refused;
      case Unreachable unreachable -> unreachable;
    };
  }

  /** Ends its connections. */
  @Override
  public void close() {
    http.close();
  }

  @Override
  public String toString() {
    return "SchemaRegistry[" + base + "]";
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Accept", MEDIA_TYPE);
  }

  /** Form encoding, but for the space. */
  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
