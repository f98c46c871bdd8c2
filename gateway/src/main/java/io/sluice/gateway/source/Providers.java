package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The providers that Sluice knows: one line here, one file each in {@code /providers}. */
final class Providers {

  static final List<String> NAMES =
      List.of(
          "github", //
          "shopify",
          "slack",
          "standardwebhooks",
          "stripe",
          "svix");

  private Providers() {}

  /** Reads every file. A fault in one of them is a bug of this program. */
  static Map<String, Provider> load() {
    Map<String, Provider> providers = new LinkedHashMap<>();
    for (String name : NAMES) {
      providers.put(name, provider(name));
    }
    return Collections.unmodifiableMap(providers);
  }

  private static Provider provider(String name) {
    String file = "/providers/" + name + ".yaml";
    SecretSource noSecrets = SecretSource.of(variable -> null, Path.of(""));
    ConfigResult<Provider> result =
        ConfigFile.parse(text(file), file, root -> ProviderReader.read(name, root), noSecrets);
    return switch (result) {
      case ConfigResult.Valid<Provider>(Provider provider) -> provider;
      case ConfigResult.Faulty<Provider>(var faults) ->
          throw new IllegalStateException("a provider file is wrong: " + faults);
    };
  }

  private static String text(String file) {
    try (InputStream in = Providers.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from this program");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
