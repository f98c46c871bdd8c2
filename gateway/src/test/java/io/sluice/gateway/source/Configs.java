package io.sluice.gateway.source;

import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads sources out of the text of a configuration. */
final class Configs {

  private Configs() {}

  static Sources valid(String yaml, Map<String, String> environment) {
    return switch (read(yaml, environment)) {
      case ConfigResult.Valid<Sources>(Sources sources) -> sources;
      case ConfigResult.Faulty<Sources>(List<Fault> faults) ->
          throw new AssertionError(faults + "\nin\n" + yaml);
    };
  }

  static List<String> faults(String yaml, Map<String, String> environment) {
    return switch (read(yaml, environment)) {
      case ConfigResult.Valid<Sources> valid -> List.of();
      case ConfigResult.Faulty<Sources>(List<Fault> faults) ->
          faults.stream().map(Fault::toString).toList();
    };
  }

  private static ConfigResult<Sources> read(String yaml, Map<String, String> environment) {
    return ConfigFile.parse(
        yaml, "sluice.yaml", Sources::read, SecretSource.of(environment::get, Path.of("")));
  }
}
