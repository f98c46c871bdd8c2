package io.sluice.bench.serve;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.SecretSource;

/** Configurations that the benchmark has written itself, so that a fault in one is its own. */
public final class ConfigText {

  private ConfigText() {}

  public static GatewayConfig read(String yaml, SecretSource secrets) {
    return switch (ConfigFile.parse(yaml, "bench.yaml", GatewayConfig::read, secrets)) {
      case ConfigResult.Valid<GatewayConfig>(GatewayConfig config) -> config;
      case ConfigResult.Faulty<GatewayConfig>(var faults) ->
          throw new IllegalArgumentException("a configuration is wrong: " + faults);
    };
  }
}
