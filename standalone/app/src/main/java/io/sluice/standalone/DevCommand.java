package io.sluice.standalone;

import io.sluice.gateway.app.LoadedConfig;
import io.sluice.platform.log.LogFormat;
import io.sluice.platform.log.Logging;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in this one process: a real Kafka broker, and the gateway. */
@Command(
    name = "dev",
    description =
        "Run everything in one process on a real embedded Kafka: for trying out and developing.",
    mixinStandardHelpOptions = true)
final class DevCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration. Without it: sluice.yaml here, else one that is written.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept between runs. Default: ${DEFAULT-VALUE}",
      defaultValue = ".sluice")
  private Path data = DevFolder.DEFAULT;

  @Option(
      names = "--port",
      description = "Port for webhooks; 0 takes a free one. Default: ${DEFAULT-VALUE}",
      defaultValue = "8080")
  private int port;

  @Option(
      names = "--ops-port",
      description = "Port for health and metrics; 0 takes a free one. Default: ${DEFAULT-VALUE}",
      defaultValue = "9090")
  private int opsPort;

  @Option(
      names = "--kafka-port",
      description = "Port of the embedded Kafka; 0 takes a free one. Default: ${DEFAULT-VALUE}",
      defaultValue = "9092")
  private int kafkaPort;

  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      description = "json or text. Default: ${DEFAULT-VALUE}",
      defaultValue = "text")
  private LogFormat format = LogFormat.TEXT;

  private final InstantSource clock = InstantSource.system();

  @Override
  public void run() {
    Instant began = clock.instant();
    DevFolder folder = new DevFolder(data);
    LoadedConfig read =
        ConfigFiles.load(chosen(folder))
            .with(file ->
                file.listeningOn(port, opsPort).stoppingAtOnce().journalIn(folder.journal()));
    PrintWriter out = spec.commandLine().getOut();
    Stopping stopping = new Stopping(Sluice.STOP_MAX);
    Logging logging = CommandLogs.dev(format);
    try (Sluice sluice = Sluice.start(read, folder.kafka(), kafkaPort, new PrintedProgress(out))) {
      folder.started(new DevFolder.Running(sluice.gatewayUrl(), sluice.bootstrapServers()));
      out.print(Banner.text(read.config(), sluice, data, Duration.between(began, clock.instant())));
      out.flush();
      stopping.await();
      out.println("Stopping");
      out.flush();
    } finally {
      folder.stopped();
      logging.close();
      stopping.done();
    }
  }

  private Path chosen(DevFolder folder) {
    if (config != null) {
      return config;
    }
    if (Files.exists(ConfigFiles.OWN)) {
      return ConfigFiles.OWN;
    }
    folder.prepare();
    return folder.config();
  }
}
