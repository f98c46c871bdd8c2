package io.sluice.testing.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sources that a set of vectors needs: one for each different combination of provider, secret
 * and settings, written as an operator would write it in {@code sluice.yaml}.
 */
public final class VectorSources {

  /** What a vector's secret calls a parameter, and what the provider's file calls it. */
  private static final List<String> PARAMETERS =
      List.of("api_key", "key", "verify_token", "topic", "topic_arn", "webhook_id", "public_key");

  private static final List<String> SECRET_PARAMETERS = List.of("verify_token");

  private final String topic;
  private final Map<String, String> namesBySettings = new LinkedHashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** Sources whose events all go to one topic. */
  public VectorSources(String topic) {
    this.topic = topic;
  }

  /** The name of the source that judges this vector. */
  public String nameFor(String provider, Vector vector) {
    String settings = provider + vector.secret() + vector.config() + publicUrl(vector);
    return namesBySettings.computeIfAbsent(settings, _ -> add(provider, vector));
  }

  /** The key {@code sources} of the file. */
  public String yaml() {
    return "sources:\n" + String.join("", lines);
  }

  /** The environment that the references to secrets point to. */
  public Map<String, String> secrets() {
    return environment;
  }

  private String add(String provider, Vector vector) {
    String name = "v" + namesBySettings.size() + "-" + provider;
    List<String> keys =
        new ArrayList<>(List.of("scheme: " + provider, "topic: " + topic, "deduplicate: false"));
    List<String> secrets = secretTexts(vector.secret());
    if (!secrets.isEmpty()) {
      keys.add(
          "secrets: "
              + secrets.stream().map(this::reference).collect(Collectors.joining(", ", "[", "]")));
    }
    variant(vector).ifPresent(variant -> keys.add("variant: " + variant));
    parameters(vector.secret()).ifPresent(keys::add);
    for (String demand : List.of("required_components", "required_params")) {
      if (vector.config().has(demand)) {
        keys.add(demand + ": " + vector.config().get(demand));
      }
    }
    keys.add("public_url: '" + publicUrl(vector) + "'");
    lines.add("  " + name + ": {" + String.join(", ", keys) + "}\n");
    return name;
  }

  private String reference(String secret) {
    String variable = "SECRET_" + environment.size();
    environment.put(variable, secret);
    return "env:" + variable;
  }

  private static List<String> secretTexts(JsonNode secret) {
    return switch (secret.get("type").asText()) {
      case "basic" -> List.of(text(secret, "username") + ":" + text(secret, "password"));
      case "braintree" -> List.of(text(secret, "private_key"));
      case "x509" -> List.of();
      case "http_message_signatures" -> messageKeys(secret.get("keys"));
      default ->
          secret.has("primary")
              ? List.of(text(secret, "primary"), text(secret, "secondary"))
              : List.of(text(secret, "value"));
    };
  }

  /** Keys of RFC 9421 are written with their id and their algorithm before them. */
  private static List<String> messageKeys(JsonNode keys) {
    return keys.properties().stream()
        .map(key ->
            key.getKey() + " " + text(key.getValue(), "alg") + " " + text(key.getValue(), "value"))
        .toList();
  }

  private static Optional<String> variant(Vector vector) {
    JsonNode config = vector.config();
    for (String key : List.of("signature", "signature_version", "flavour")) {
      if (config.hasNonNull(key)) {
        return Optional.of(config.get(key).asText());
      }
    }
    boolean isBearer =
        vector.secret().get("type").asText().equals("bearer") && vector.secret().has("header");
    return isBearer ? Optional.of("bearer") : Optional.empty();
  }

  private Optional<String> parameters(JsonNode secret) {
    List<String> parameters = new ArrayList<>();
    for (String name : PARAMETERS) {
      if (secret.hasNonNull(name)) {
        String value = text(secret, name);
        parameters.add(
            name
                + ": "
                + (SECRET_PARAMETERS.contains(name) ? reference(value) : "'" + value + "'"));
      }
    }
    if (secret.hasNonNull("trusted_root")) {
      parameters.add("trusted_roots: " + reference(text(secret, "trusted_root")));
    }
    return parameters.isEmpty()
        ? Optional.empty()
        : Optional.of("parameters: {" + String.join(", ", parameters) + "}");
  }

  /** The query is that of each request. */
  private static String publicUrl(Vector vector) {
    String url = vector.url();
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).asText();
  }
}
