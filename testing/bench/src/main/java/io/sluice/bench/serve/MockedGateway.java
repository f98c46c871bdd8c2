package io.sluice.bench.serve;

import io.sluice.gateway.app.Gateway;
import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.app.GatewayModule;
import io.sluice.platform.config.SecretSource;
import io.sluice.platform.life.Progress;
import io.sluice.platform.log.LogFormat;
import io.sluice.platform.log.LogSettings;
import io.sluice.platform.log.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** The gateway in front of no Kafka: all that it does itself. */
final class MockedGateway {

  private MockedGateway() {}

  static void start(String file) throws IOException {
    Path path = Path.of(file);
    GatewayConfig config =
        ConfigText.read(
            Files.readString(path), SecretSource.of(System::getenv, path.resolveSibling("")));
    Logging.start(LogSettings.of(LogFormat.JSON), System.out);
    Gateway.start(
        new GatewayModule(config) {
          @Override
          protected Producer<byte[], byte[]> newProducer(Map<String, Object> settings) {
            return new InstantProducer();
          }
        },
        Progress.none());
  }
}
