package io.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The folder of {@code sluice dev}: its configuration, its secrets, Kafka's data, and, while it
 * runs, where it is reached.
 */
record DevFolder(Path path) {

  static final Path DEFAULT = Path.of(".sluice");
  static final String CONFIG = "sluice.yaml";

  private static final String RUNNING = "running.properties";

  /** Where a running {@code sluice dev} is reached. */
  record Running(String gatewayUrl, String bootstrapServers) {}

  Path config() {
    return path.resolve(CONFIG);
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path journal() {
    return path.resolve("journal");
  }

  /** Writes a configuration with its secrets unless there is one. */
  void prepare() {
    if (Files.exists(config())) {
      return;
    }
    try {
      Map<String, String> secrets = newSecrets();
      Path folder = Files.createDirectories(path.resolve("secrets"));
      for (Map.Entry<String, String> secret : secrets.entrySet()) {
        Files.writeString(folder.resolve(secret.getKey()), secret.getValue() + "\n");
      }
      Files.writeString(config(), configText(secrets));
    } catch (IOException e) {
      throw new CommandFailed(
          CommandFailed.FAILED, "cannot write below " + path + ": " + e.getMessage());
    }
  }

  private static Map<String, String> newSecrets() {
    SecureRandom random = new SecureRandom();
    Map<String, String> secrets = new LinkedHashMap<>();
    for (String hex : new String[] {"github", "slack", "shopify"}) {
      secrets.put(hex, HexFormat.of().formatHex(bytes(random)));
    }
    for (String base64 : new String[] {"stripe", "standardwebhooks"}) {
      secrets.put(base64, "whsec_" + Base64.getEncoder().encodeToString(bytes(random)));
    }
    return secrets;
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String configText(Map<String, String> secrets) {
    return """
    # Written by `sluice dev` on its first start; yours to change.
    # A source is one line. Its secrets are references: file:PATH or env:NAME.
    kafka:
      topics: {partitions: 3, replication: 1, min_insync_replicas: 1}

    sources:
    """
        + secrets.keySet().stream()
            .map(name ->
                "  %s: {scheme: %s, secrets: [file:secrets/%s]}%n".formatted(name, name, name))
            .collect(Collectors.joining());
  }

  /** Notes where it is reached, for the commands in other terminals. */
  void started(Running running) {
    Properties properties = new Properties();
    properties.setProperty("gateway", running.gatewayUrl());
    properties.setProperty("kafka", running.bootstrapServers());
    try (var out = Files.newBufferedWriter(path.resolve(RUNNING), StandardCharsets.UTF_8)) {
      properties.store(out, "where the running `sluice dev` is reached");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stopped() {
    try {
      Files.deleteIfExists(path.resolve(RUNNING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a {@code sluice dev} on this folder is reached, if one runs. */
  Optional<Running> running() {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(path.resolve(RUNNING), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Running(properties.getProperty("gateway", ""), properties.getProperty("kafka", "")));
  }
}
