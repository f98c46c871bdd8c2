package io.sluice.gateway.limits;

import io.sluice.gateway.exchange.HeaderLines;
import org.jspecify.annotations.Nullable;

/** What the nearest proxy says of the URL in headers that begin with {@code X-Forwarded-}. */
final class XForwarded {

  private XForwarded() {}

  static @Nullable String scheme(HeaderLines headers) {
    return HostText.scheme(last(headers, "X-Forwarded-Proto"));
  }

  /** The host, with the port of {@code X-Forwarded-Port} where it has none and needs one. */
  static @Nullable String host(HeaderLines headers) {
    String host = HostText.host(last(headers, "X-Forwarded-Host"));
    String port = last(headers, "X-Forwarded-Port");
    if (host == null || HostText.hasPort(host) || !HostText.isPort(port)) {
      return host;
    }
    String usual = "http".equals(scheme(headers)) ? "80" : "443";
    return port.equals(usual) ? host : host + ":" + port;
  }

  private static String last(HeaderLines headers, String name) {
    ElementsFromRight elements = new ElementsFromRight(headers.all(name));
    return elements.hasNext() ? elements.next() : "";
  }
}
