package io.sluice.bench.micro;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.SecretSource;
import io.sluice.testing.vectors.Vector;
import io.sluice.testing.vectors.VectorSources;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The first genuine event of a provider among the recorded ones, and the source it is for.
 *
 * @param now when it was recorded
 */
record SignedRequest(Source source, RawRequest request, Circumstances now) {

  private static final Path VECTORS = Path.of("testing/system/src/test/resources/vectors");

  static SignedRequest of(String provider) {
    Vector vector =
        Vector.load(VECTORS, provider).stream()
            .filter(each -> each.accepted() && !each.handshake() && !each.disputed())
            .findFirst()
            .orElseThrow();
    VectorSources sources = new VectorSources("bench");
    String name = sources.nameFor(provider, vector);
    Source source =
        config(sources).sources().all().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    Instant recorded = Instant.ofEpochSecond(vector.clockSeconds());
    return new SignedRequest(source, request(source, vector, recorded), Circumstances.at(recorded));
  }

  private static GatewayConfig config(VectorSources sources) {
    ConfigResult<GatewayConfig> read =
        ConfigFile.parse(
            "kafka: {bootstrap_servers: ['127.0.0.1:9']}\n" + sources.yaml(),
            "bench.yaml",
            GatewayConfig::read,
            SecretSource.of(sources.secrets()::get, Path.of("")));
    return switch (read) {
      case ConfigResult.Valid<GatewayConfig>(GatewayConfig config) -> config;
      case ConfigResult.Faulty<GatewayConfig>(var faults) ->
          throw new IllegalArgumentException("the sources of the vectors are wrong: " + faults);
    };
  }

  private static RawRequest request(Source source, Vector vector, Instant recorded) {
    List<String> lines = new ArrayList<>();
    for (Vector.Line line : vector.headers()) {
      lines.add(line.name());
      lines.add(new String(line.value().getBytes(UTF_8), ISO_8859_1));
    }
    String query = vector.query();
    return new RawRequest(
        source.name(),
        vector.method(),
        "/in/" + source.name(),
        query,
        source.publicUrl().orElseThrow() + (query == null ? "" : "?" + query),
        HeaderLines.of(lines.toArray(String[]::new)),
        vector.body(),
        Content.of(vector.body()),
        recorded,
        "bench");
  }
}
