package io.sluice.gateway.edge;

import io.sluice.gateway.limits.Origin;
import io.sluice.gateway.source.Source;
import io.vertx.core.http.HttpServerRequest;

/** The URL that a sender called, which some schemes sign. */
final class PublicUrl {

  private static final String ENTRY = "/in/";

  private PublicUrl() {}

  /**
   * The configured URL with what the request has behind the source's name; else what a trusted
   * proxy says of the request, or the request itself.
   */
  static String of(Source source, Origin origin, HttpServerRequest request, String path) {
    String query = request.query() == null ? "" : "?" + request.query();
    return source
        .publicUrl()
        .map(url -> url + path.substring(ENTRY.length() + source.name().length()) + query)
        .orElseGet(() -> scheme(origin, request) + "://" + host(origin, request) + path + query);
  }

  private static String scheme(Origin origin, HttpServerRequest request) {
    return origin.scheme() == null ? request.scheme() : origin.scheme();
  }

  private static String host(Origin origin, HttpServerRequest request) {
    return origin.host() == null ? String.valueOf(request.authority()) : origin.host();
  }
}
