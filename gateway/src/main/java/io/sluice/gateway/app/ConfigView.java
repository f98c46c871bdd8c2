package io.sluice.gateway.app;

import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigReading;
import io.sluice.platform.config.FilesRead;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The file that the configuration stands in, as often as one wants to read it. */
public interface ConfigView {

  /** Reads it whole. */
  ConfigReading<GatewayConfig> read();

  /** The files of an earlier reading as they are now. */
  FilesRead look(FilesRead earlier);

  /** A file on disk. */
  static ConfigView of(Path file, Function<String, @Nullable String> environment) {
    return new ConfigView() {
      @Override
      public ConfigReading<GatewayConfig> read() {
        return ConfigFile.reading(file, GatewayConfig::read, environment);
      }

      @Override
      public FilesRead look(FilesRead earlier) {
        return earlier.again();
      }
    };
  }

  /** The same file, with every configuration that is read from it changed alike. */
  default ConfigView with(UnaryOperator<GatewayConfig> change) {
    ConfigView plain = this;
    return new ConfigView() {
      @Override
      public ConfigReading<GatewayConfig> read() {
        return plain.read().with(change);
      }

      @Override
      public FilesRead look(FilesRead earlier) {
        return plain.look(earlier);
      }
    };
  }
}
