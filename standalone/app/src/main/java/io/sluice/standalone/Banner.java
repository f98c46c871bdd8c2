package io.sluice.standalone;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.source.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code sluice dev} says once it is ready. */
final class Banner {

  private Banner() {}

  static String text(GatewayConfig config, Sluice sluice, Path data, Duration took) {
    List<String> names = config.sources().all().stream().map(Source::name).toList();
    String first = names.contains("github") ? "github" : names.getFirst();
    return """

    Sluice is ready (%.1f s)

      webhooks   %s/in/<source>
      ops        %s/readyz  /livez  /metrics  /version
      kafka      %s
      sources    %s
      data       %s   (delete it to start afresh)

    Try in another terminal:

      ./sluice tail %s
      ./sluice send %s

    Ctrl-C stops it.

    """
        .formatted(
            took.toMillis() / 1000.0,
            sluice.gatewayUrl(),
            sluice.opsUrl(),
            sluice.bootstrapServers(),
            names.stream().collect(Collectors.joining("  ")),
            data,
            first,
            sendExample(config, first));
  }

  private static String sendExample(GatewayConfig config, String name) {
    Source source = config.sources().find(name);
    List<String> samples = source == null ? List.of() : Sample.names(source.scheme());
    return samples.isEmpty() ? name + " --body event.json" : name + " " + samples.getFirst();
  }
}
