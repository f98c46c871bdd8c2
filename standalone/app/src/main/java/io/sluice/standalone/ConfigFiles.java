package io.sluice.standalone;

import io.sluice.gateway.app.ConfigView;
import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.app.LoadedConfig;
import io.sluice.platform.config.ConfigReading;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds and reads the configuration that a command works with. */
final class ConfigFiles {

  /** The file a team writes. */
  static final Path OWN = Path.of("sluice.yaml");

  private ConfigFiles() {}

  /**
   * The file to use: the one named, else {@code sluice.yaml} here, else the one that {@code sluice
   * dev} wrote.
   */
  static Path find(@Nullable Path named) {
    if (named != null) {
      return named;
    }
    Path written = DevFolder.DEFAULT.resolve(DevFolder.CONFIG);
    return Files.exists(OWN) || !Files.exists(written) ? OWN : written;
  }

  /** Reads a file whole, or ends the command with every fault of it. */
  static GatewayConfig read(Path file) {
    return load(file).config();
  }

  /** Reads a file whole so that it can be read again, or ends the command with every fault. */
  static LoadedConfig load(Path file) {
    if (!Files.exists(file)) {
      throw new CommandFailed(
          CommandFailed.FAULTY_CONFIG,
          "there is no "
              + file
              + ": name a file with --config, or run `sluice dev` once, which writes one");
    }
    ConfigView view = ConfigView.of(file, System::getenv);
    ConfigReading<GatewayConfig> reading = view.read();
    return switch (reading.result()) {
      case ConfigResult.Valid<GatewayConfig>(GatewayConfig config) ->
          new LoadedConfig(config, reading.files(), reading.keys(), view);
      case ConfigResult.Faulty<GatewayConfig>(List<Fault> faults) ->
          throw new CommandFailed(CommandFailed.FAULTY_CONFIG, describe(faults));
    };
  }

  private static String describe(List<Fault> faults) {
    String count = faults.size() == 1 ? "1 fault" : faults.size() + " faults";
    return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"))
        + "\n"
        + count
        + " in the configuration";
  }
}
