package io.sluice.gateway.source;

import io.sluice.gateway.exchange.RawRequest;
import org.jspecify.annotations.Nullable;

/** The same request by another method, or to another URL. */
final class ChangedTarget {

  private ChangedTarget() {}

  static RawRequest method(RawRequest request, String method) {
    return with(request, method, request.path(), request.query(), request.publicUrl());
  }

  /** With something behind its path. */
  static RawRequest morePath(RawRequest request, String more) {
    return with(
        request,
        request.method(),
        request.path() + more,
        request.query(),
        joined(base(request) + more, request.query()));
  }

  static RawRequest host(RawRequest request, String host) {
    String url = request.publicUrl();
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return with(
        request,
        request.method(),
        request.path(),
        request.query(),
        url.substring(0, url.indexOf("://") + 3) + host + (path < 0 ? "" : url.substring(path)));
  }

  static RawRequest query(RawRequest request, @Nullable String query) {
    return with(request, request.method(), request.path(), query, joined(base(request), query));
  }

  /** With one more parameter. */
  static RawRequest moreQuery(RawRequest request, String pair) {
    return query(request, request.query() == null ? pair : request.query() + "&" + pair);
  }

  private static String base(RawRequest request) {
    return request.publicUrl().split("\\?", 2)[0];
  }

  private static String joined(String base, @Nullable String query) {
    return query == null ? base : base + "?" + query;
  }

  private static RawRequest with(
      RawRequest request, String method, String path, @Nullable String query, String publicUrl) {
    return new RawRequest(
        request.source(),
        method,
        path,
        query,
        publicUrl,
        request.headers(),
        request.body(),
        request.decoded(),
        request.receivedAt(),
        request.requestId());
  }
}
