package io.sluice.bench.serve;

import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.EmbeddedKafkaConfig;
import io.sluice.platform.log.LogFormat;
import io.sluice.platform.log.LogSettings;
import io.sluice.platform.log.Logging;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.slf4j.event.Level;

/** A Kafka broker: takes its folder, says {@code READY} and its address, ends with its input. */
public final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    LogSettings quiet = LogSettings.of(LogFormat.TEXT).withLevel(Level.ERROR);
    Logging.start(quiet, System.err);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(Path.of(args[0])))) {
      System.out.println("READY " + kafka.bootstrapServers());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    Runtime.getRuntime().halt(0);
  }
}
