package io.sluice.system.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sources that a set of vectors needs: one for each different combination of provider, secret
 * and settings, written as an operator would write it in {@code sluice.yaml}.
 */
final class VectorSources {

  /** Which scheme of ours proves a provider's requests. */
  private static final Map<String, String> SCHEMES =
      Map.of(
          "github", "github",
          "stripe", "stripe",
          "slack", "slack",
          "shopify", "shopify",
          "standardwebhooks", "standardwebhooks",
          "svix", "svix",
          "shared-token", "token",
          "http-basic", "basic");

  private final Map<String, String> namesBySettings = new LinkedHashMap<>();
  private final Map<String, String> secrets = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  static boolean knows(String provider) {
    return SCHEMES.containsKey(provider);
  }

  /** The name of the source that judges this vector. */
  String nameFor(String provider, Vector vector) {
    String settings = provider + vector.secret() + vector.config().path("signature");
    return namesBySettings.computeIfAbsent(settings, _ -> add(provider, vector));
  }

  /** The key {@code sources} of the file. */
  String yaml() {
    return "sources:\n" + String.join("", lines);
  }

  /** The environment that the references to secrets point to. */
  Map<String, String> secrets() {
    return secrets;
  }

  private String add(String provider, Vector vector) {
    String name = "v" + namesBySettings.size() + "-" + provider;
    String variable = "SECRET_" + secrets.size();
    secrets.put(variable, secretText(vector.secret()));
    lines.add(
        "  %s: {scheme: %s, secrets: [env:%s], topic: %s%s}%n"
            .formatted(name, SCHEMES.get(provider), variable, VectorSuiteTest.TOPIC, more(vector)));
    return name;
  }

  private static String secretText(JsonNode secret) {
    return secret.get("type").asText().equals("basic")
        ? secret.get("username").asText() + ":" + secret.get("password").asText()
        : secret.get("value").asText();
  }

  private static String more(Vector vector) {
    String variant = vector.config().path("signature").asText("");
    String header =
        Optional.ofNullable(vector.secret().get("header")).map(JsonNode::asText).orElse("");
    return (variant.isEmpty() ? "" : ", variant: " + variant)
        + (header.isEmpty() ? "" : ", header: " + header);
  }
}
