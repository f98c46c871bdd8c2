package io.sluice.gateway.edge;

import io.sluice.gateway.source.PublicUrls;
import io.sluice.gateway.source.Source;
import io.vertx.core.http.HttpServerRequest;

/** The URL that a sender called, which some schemes sign. */
final class PublicUrl {

  private PublicUrl() {}

  static String of(Source source, HttpServerRequest request, String path) {
    return PublicUrls.of(
        source, request.scheme(), String.valueOf(request.authority()), path, request.query());
  }
}
