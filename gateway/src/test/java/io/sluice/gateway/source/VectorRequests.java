package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.testing.vectors.Vector;
import java.nio.file.Path;
import java.time.Instant;

/** Vectors as the gateway would receive them. */
final class VectorRequests {

  static final Path FOLDER = Path.of("../testing/system/src/test/resources/vectors");

  private VectorRequests() {}

  static RawRequest request(Source source, Vector vector) {
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
        Instant.ofEpochSecond(vector.clockSeconds()),
        "r-1");
  }

  static Circumstances circumstances(Vector vector) {
    return new Circumstances(
        Instant.ofEpochSecond(vector.clockSeconds()), VectorCertificates.of(vector));
  }
}
