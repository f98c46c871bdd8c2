package io.sluice.gateway.edge;

import io.sluice.gateway.source.Source;
import io.vertx.core.http.HttpServerRequest;

/** The URL that a sender called, which some schemes sign. */
final class PublicUrl {

  private static final String ENTRY = "/in/";

  private PublicUrl() {}

  /**
   * The configured URL with what the request has behind the source's name; else what the request
   * itself says.
   */
  static String of(Source source, HttpServerRequest request, String path) {
    String query = request.query() == null ? "" : "?" + request.query();
    return source
        .publicUrl()
        .map(url -> url + path.substring(ENTRY.length() + source.name().length()) + query)
        .orElseGet(() -> request.scheme() + "://" + request.authority() + path + query);
  }
}
