package io.sluice.gateway.app;

import io.sluice.platform.config.ConfigReading;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.FilesRead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration with its secrets in a folder, where a test decides what happens when. */
final class ConfigFolder implements ConfigView {

  static final String FILE = "sluice.yaml";

  private final Path folder;
  private final ConfigView disk;
  private Runnable afterReading = () -> {};

  ConfigFolder(Path folder) {
    this.folder = folder;
    this.disk = ConfigView.of(folder.resolve(FILE), variable -> null);
  }

  void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) {
    try {
      Files.delete(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has something happen right after the next reading, once. */
  void afterReading(Runnable event) {
    afterReading = event;
  }

  @Override
  public ConfigReading<GatewayConfig> read() {
    ConfigReading<GatewayConfig> reading = disk.read();
    Runnable event = afterReading;
    afterReading = () -> {};
    event.run();
    return reading;
  }

  @Override
  public FilesRead look(FilesRead earlier) {
    return disk.look(earlier);
  }

  /** Reads a configuration that must be good. */
  LoadedConfig load() {
    ConfigReading<GatewayConfig> reading = disk.read();
    return switch (reading.result()) {
      case ConfigResult.Valid<GatewayConfig>(GatewayConfig config) ->
          new LoadedConfig(config, reading.files(), reading.keys(), this);
      case ConfigResult.Faulty<GatewayConfig>(List<Fault> faults) ->
          throw new AssertionError(faults);
    };
  }
}
