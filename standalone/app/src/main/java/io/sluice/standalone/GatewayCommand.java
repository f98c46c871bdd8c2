package io.sluice.standalone;

import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.app.GatewayModule;
import io.sluice.gateway.app.LoadedConfig;
import io.sluice.platform.life.LoggedProgress;
import io.sluice.platform.life.StartFailed;
import io.sluice.platform.log.LogFormat;
import io.sluice.platform.log.Logging;
import io.sluice.platform.metrics.Metric;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the gateway alone, against a Kafka cluster that is there already. */
@Command(
    name = "gateway",
    description = "Run the gateway against your Kafka cluster, until it is told to stop.",
    mixinStandardHelpOptions = true)
final class GatewayCommand implements Runnable {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration. Default: sluice.yaml")
  private @Nullable Path config;

  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      description = "json or text. Default: ${DEFAULT-VALUE}",
      defaultValue = "json")
  private LogFormat format = LogFormat.JSON;

  @Override
  public void run() {
    LoadedConfig read = ConfigFiles.load(ConfigFiles.find(config));
    Logging logging = CommandLogs.service(format);
    Logger log = LoggerFactory.getLogger(GatewayCommand.class);
    Stopping stopping = new Stopping(read.config().shutdown().grace());
    GatewayModule module = new GatewayModule(read);
    module.metrics().counter(Metric.LOG_EVENTS_DROPPED, logging.dropped());
    try (Gateway gateway = Gateway.start(module, new LoggedProgress())) {
      log.atInfo()
          .addKeyValue("http_port", gateway.httpPort())
          .addKeyValue("ops_port", gateway.opsPort())
          .addKeyValue("sources", read.config().sources().all().size())
          .log("gateway.started");
      stopping.await();
      log.info("gateway.stopping");
    } catch (StartFailed e) {
      throw new CommandFailed(CommandFailed.FAILED, String.valueOf(e.getMessage()));
    } finally {
      log.info("gateway.stopped");
      logging.close();
      stopping.done();
    }
  }
}
