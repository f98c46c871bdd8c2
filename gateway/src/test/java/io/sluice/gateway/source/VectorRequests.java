package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.testing.vectors.Vector;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Vectors as the gateway would receive them. */
final class VectorRequests {

  static final Path FOLDER = Path.of("../testing/system/src/test/resources/vectors");

  private VectorRequests() {}

  static RawRequest request(Source source, Vector vector) {
    List<String> lines = new ArrayList<>();
    for (Vector.Line line : vector.headers()) {
      lines.addAll(List.of(line.name(), new String(line.value().getBytes(UTF_8), ISO_8859_1)));
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
        Instant.ofEpochSecond(vector.clockSeconds()),
        "r-1");
  }

  static Circumstances circumstances(Vector vector) {
    return new Circumstances(
        Instant.ofEpochSecond(vector.clockSeconds()), VectorCertificates.of(vector));
  }
}
