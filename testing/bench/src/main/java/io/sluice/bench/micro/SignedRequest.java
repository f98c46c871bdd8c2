package io.sluice.bench.micro;

import io.sluice.bench.serve.ConfigText;
import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.platform.config.SecretSource;
import io.sluice.testing.vectors.Vector;
import io.sluice.testing.vectors.VectorSources;
import java.nio.file.Path;
import java.time.Instant;

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
        ConfigText.read(
                "kafka: {bootstrap_servers: ['127.0.0.1:9']}\n" + sources.yaml(),
                SecretSource.of(sources.secrets()::get, Path.of("")))
            .sources()
            .all()
            .stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    Instant recorded = Instant.ofEpochSecond(vector.clockSeconds());
    return new SignedRequest(source, request(source, vector, recorded), Circumstances.at(recorded));
  }

  private static RawRequest request(Source source, Vector vector, Instant recorded) {
    String query = vector.query();
    return new RawRequest(
        source.name(),
        vector.method(),
        "/in/" + source.name(),
        query,
        source.publicUrl().orElseThrow() + (query == null ? "" : "?" + query),
        HeaderLines.of(vector.headersAsRead()),
        vector.body(),
        Content.of(vector.body()),
        recorded,
        "bench");
  }
}
