package io.sluice.standalone;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.source.Source;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Sluice a command talks to: its configuration, and where it is reached. */
final class Target {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration. Without it: sluice.yaml here, else the one that `sluice dev` wrote.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of `sluice dev`. Default: ${DEFAULT-VALUE}",
      defaultValue = ".sluice")
  private Path data = DevFolder.DEFAULT;

  GatewayConfig config() {
    return ConfigFiles.read(file());
  }

  /** The source of this name, or the end of the command with the names there are. */
  Source source(String name) {
    GatewayConfig read = config();
    Source source = read.sources().find(name);
    if (source == null) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          "there is no source "
              + name
              + " in "
              + file()
              + "; it has "
              + read.sources().all().stream().map(Source::name).collect(Collectors.joining(", ")));
    }
    return source;
  }

  String bootstrapServers() {
    return running()
        .map(DevFolder.Running::bootstrapServers)
        .orElseGet(() -> String.join(",", config().kafka().bootstrapServers()));
  }

  String gatewayUrl() {
    return running()
        .map(DevFolder.Running::gatewayUrl)
        .orElseGet(() -> "http://localhost:" + config().http().port());
  }

  private Optional<DevFolder.Running> running() {
    return config == null ? new DevFolder(data).running() : Optional.empty();
  }

  private Path file() {
    Path written = data.resolve(DevFolder.CONFIG);
    boolean dev = config == null && new DevFolder(data).running().isPresent();
    return dev && written.toFile().exists() ? written : ConfigFiles.find(config);
  }
}
