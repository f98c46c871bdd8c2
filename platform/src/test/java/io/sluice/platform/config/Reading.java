package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;

/** Reads texts as files named {@code sluice.yaml}, with an environment given by the test. */
final class Reading {

  static final Map<String, String> ENVIRONMENT =
      Map.of("GITHUB", "s3cr3t", "OLD", "0ld", "EMPTY", "", "LARGE", "x".repeat(64 * 1024 + 1));

  private Reading() {}

  static <T> ConfigResult<T> read(String yaml, Function<Section, T> reader) {
    SecretSource secrets = SecretSource.of(ENVIRONMENT::get, Path.of("nowhere"));
    return ConfigFile.parse(yaml, "sluice.yaml", reader, secrets);
  }

  static <T> T valid(String yaml, Function<Section, T> reader) {
    ConfigResult<T> result = read(yaml, reader);
    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    return switch (result) {
      case ConfigResult.Valid<T>(T config) -> config;
      case ConfigResult.Faulty<T>(List<Fault> faults) -> throw new AssertionError(faults);
    };
  }

  static <T> ObjectAssert<T> assertRead(String yaml, Function<Section, T> reader) {
    T config = valid(yaml, reader);
    return Assertions.assertThatObject(config);
  }

  static List<String> faults(String yaml, Function<Section, ?> reader) {
    ConfigResult<Object> result = read(yaml, s -> (Object) reader.apply(s));
    return switch (result) {
      case ConfigResult.Valid<Object>(Object config) ->
          throw new AssertionError("expected faults, read " + config);
      case ConfigResult.Faulty<Object>(List<Fault> faults) ->
          faults.stream().map(Fault::toString).toList();
    };
  }

  /** The one fault without the name of the file. */
  static String fault(String yaml, Function<Section, ?> reader) {
    List<String> faults = faults(yaml, reader);
    assertThat(faults).hasSize(1);
    return faults.getFirst().replace("sluice.yaml:", "");
  }
}
