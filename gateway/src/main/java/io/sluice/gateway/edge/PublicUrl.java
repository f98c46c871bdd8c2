package io.sluice.gateway.edge;

import io.sluice.gateway.limits.Origin;
import io.sluice.gateway.source.PublicUrls;
import io.sluice.gateway.source.Source;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The URL that a sender called, which some schemes sign. */
final class PublicUrl {

  private PublicUrl() {}

  /** Where nothing is configured, a trusted proxy knows better than the request itself. */
  static String of(Source source, Origin origin, HttpServerRequest request, String path) {
    return PublicUrls.of(
        source, scheme(origin, request), host(origin, request), path, request.query());
  }

  private static @Nullable String scheme(Origin origin, HttpServerRequest request) {
    return origin.scheme() == null ? request.scheme() : origin.scheme();
  }

  private static String host(Origin origin, HttpServerRequest request) {
    return origin.host() == null ? String.valueOf(request.authority()) : origin.host();
  }
}
