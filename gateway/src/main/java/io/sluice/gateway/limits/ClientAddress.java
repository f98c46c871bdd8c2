package io.sluice.gateway.limits;

import io.sluice.gateway.exchange.HeaderLines;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds who really calls, behind proxies that each add the address that called them.
 *
 * <pre>
 *   X-Forwarded-For: whatever, 203.0.113.9, 10.0.0.2      the peer is 10.0.0.1
 *                      never read  │ not ours: it │ ours: go on      │ ours: go on
 *                                    is the client
 * </pre>
 *
 * <p>What a hop wrote counts only while the hop itself is trusted, so the list is read from the
 * right. Where it cannot be read, or says that the caller is hidden, the last trusted hop is the
 * client: nothing left of that place was written by somebody trusted.
 *
 * <p>Scheme and host of {@code Forwarded} come from the left-most element that counts: it was
 * written nearest to the caller. {@code X-Forwarded-Proto}, {@code -Host} and {@code -Port} name no
 * hop, so only their last value counts, which is the peer's own.
 */
public final class ClientAddress {

  static final int HOPS_MAX = 32;

  private ClientAddress() {}

  /** The caller behind {@code peer}; whatever the headers of an untrusted peer say is ignored. */
  public static Origin find(InetAddress peer, HeaderLines headers, TrustedProxies proxies) {
    if (!proxies.addresses().contains(peer)) {
      return new Origin(peer, null, null);
    }
    List<String> forwarded = headers.all("Forwarded");
    boolean standard =
        switch (proxies.headers()) {
          case X_FORWARDED -> false;
          case FORWARDED -> true;
          case FORWARDED_FIRST -> !forwarded.isEmpty();
        };
    if (standard) {
      return walk(peer, new ElementsFromRight(forwarded), ForwardedHop::parse, proxies);
    }
    InetAddress client =
        walk(
                peer,
                new ElementsFromRight(headers.all("X-Forwarded-For")),
                ForwardedHop::ofAddress,
                proxies)
            .address();
    return new Origin(client, XForwarded.scheme(headers), XForwarded.host(headers));
  }

  private static Origin walk(
      InetAddress peer,
      Iterator<String> elements,
      Function<String, ForwardedHop> reader,
      TrustedProxies proxies) {
    InetAddress client = peer;
    @Nullable String scheme = null;
    @Nullable String host = null;
    for (int hops = 0; hops < HOPS_MAX && elements.hasNext(); hops++) {
      ForwardedHop hop = reader.apply(elements.next());
      scheme = hop.scheme() == null ? scheme : hop.scheme();
      host = hop.host() == null ? host : hop.host();
      if (hop.caller() == null) {
        break;
      }
      client = hop.caller();
      if (!proxies.addresses().contains(client)) {
        break;
      }
    }
    return new Origin(client, scheme, host);
  }
}
