package io.sluice.platform.config;

import java.util.function.UnaryOperator;

/**
 * One reading of a configuration file, with what it takes to find out whether another would differ.
 *
 * @param result the configuration, or its faults
 * @param files everything that was read for it
 * @param keys digests of the values in the file
 * @param <T> the record that the file is read into
 */
public record ConfigReading<T>(ConfigResult<T> result, FilesRead files, KeyPrints keys) {

  /** The same with another configuration, unless it has faults. */
  public ConfigReading<T> with(UnaryOperator<T> change) {
    return switch (result) {
      case ConfigResult.Valid<T>(T config) ->
          new ConfigReading<>(new ConfigResult.Valid<>(change.apply(config)), files, keys);
      case ConfigResult.Faulty<T> _ -> this;
    };
  }
}
