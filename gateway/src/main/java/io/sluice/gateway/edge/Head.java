package io.sluice.gateway.edge;

import io.sluice.gateway.exchange.HeaderLines;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, as far as it decides whether the body is read.
 *
 * @param method the HTTP method
 * @param path the path as sent; null where the target has none
 * @param headers the header lines
 * @param announcedBytes the Content-Length, or -1 where only the end of the body will tell
 * @param peer the address of who is connected
 */
record Head(
    String method,
    @Nullable String path,
    HeaderLines headers,
    long announcedBytes,
    InetAddress peer) {

  /** A body that is not wanted, up to this many bytes, is read to keep its connection. */
  private static final long SMALL_BYTES_MAX = 64 << 10;

  static Head of(HttpServerRequest request, HeaderLines headers, InetAddress peer) {
    return new Head(
        request.method().name(), request.path(), headers, announcedBytes(request), peer);
  }

  /** Whether the sender waits to be asked for the body. */
  boolean expectsContinue() {
    List<String> lines = headers.all("expect");
    return !lines.isEmpty() && "100-continue".equalsIgnoreCase(lines.getFirst());
  }

  /**
   * Whether a body that is not wanted costs less than a new connection. One that the sender was not
   * asked for may never come: what came instead would be taken for it.
   */
  boolean isCheapToDrop() {
    return announcedBytes >= 0 && announcedBytes <= SMALL_BYTES_MAX && !expectsContinue();
  }

  private static long announcedBytes(HttpServerRequest request) {
    String announced = request.getHeader("content-length");
    if (announced == null) {
      boolean more = request.getHeader("transfer-encoding") != null || Loop.isHttp2(request);
      return more ? -1 : 0;
    }
    try {
      return Math.max(0, Long.parseLong(announced));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // more digits than a length can have
    }
  }
}
