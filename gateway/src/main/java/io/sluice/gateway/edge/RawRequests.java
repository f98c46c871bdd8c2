package io.sluice.gateway.edge;

import io.sluice.gateway.content.ContentCoding;
import io.sluice.gateway.content.LazyContent;
import io.sluice.gateway.edge.Admission.Decision;
import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Objects;

/** Turns what came over HTTP into a plain value. */
final class RawRequests {

  private RawRequests() {}

  static RawRequest of(
      Decision.Admitted entry,
      HttpServerRequest request,
      HeaderLines headers,
      byte[] body,
      Instant receivedAt,
      String requestId) {
    Source source = entry.source();
    String path = Objects.requireNonNull(request.path(), "a source was found in it");
    return new RawRequest(
        source.name(),
        request.method().name(),
        path,
        request.query(),
        PublicUrl.of(source, entry.origin(), request, path),
        headers,
        body,
        content(entry, body),
        receivedAt,
        requestId);
  }

  private static Content content(Decision.Admitted entry, byte[] body) {
    return switch (entry.coding()) {
      case ContentCoding.Compressed(var kind) ->
          new LazyContent(body, kind, entry.source().limits().contentBytesMax());
      case ContentCoding.Plain _, ContentCoding.Unsupported _ -> Content.of(body);
    };
  }
}
