package io.sluice.platform.config;

import java.util.List;

/**
 * What came of reading a configuration file: all of it, or everything that is wrong with it.
 *
 * @param <T> the record that the file is read into
 */
public sealed interface ConfigResult<T> {

  /** The file has no fault. */
  record Valid<T>(T config) implements ConfigResult<T> {}

  /** The file has at least one fault; they stand in the order of the file. */
  record Faulty<T>(List<Fault> faults) implements ConfigResult<T> {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }
}
