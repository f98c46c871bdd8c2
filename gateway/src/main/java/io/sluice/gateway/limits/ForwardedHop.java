package io.sluice.gateway.limits;

import io.sluice.gateway.exchange.HeaderLines;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy says of the request it passed on.
 *
 * @param caller who called the proxy; null where that is hidden or unreadable
 * @param scheme {@code http} or {@code https}
 * @param host the host it was asked for
 */
record ForwardedHop(@Nullable InetAddress caller, @Nullable String scheme, @Nullable String host) {

  private static final ForwardedHop UNREADABLE = new ForwardedHop(null, null, null);

  /** Reads an element of {@code X-Forwarded-For}. */
  static ForwardedHop ofAddress(String element) {
    return new ForwardedHop(IpText.parseNode(element), null, null);
  }

  /**
   * Reads an element of {@code Forwarded}, such as {@code for="[2001:db8::7]:4711";proto=https}. An
   * unquoted value may hold colons and brackets: many proxies write addresses so.
   */
  static ForwardedHop parse(String element) {
    Map<String, String> pairs = new HashMap<>();
    int at = 0;
    while (at < element.length()) {
      int equals = element.indexOf('=', at);
      if (equals < 0) {
        return UNREADABLE;
      }
      String name = element.substring(at, equals).strip();
      int end = endOfValue(element, equals + 1);
      String value = end < 0 ? null : unquoted(element.substring(equals + 1, end).strip());
      if (value == null
          || !HeaderLines.isName(name)
          || pairs.put(name.toLowerCase(Locale.ROOT), value) != null) {
        return UNREADABLE;
      }
      at = end + 1;
    }
    return of(pairs);
  }

  private static ForwardedHop of(Map<String, String> pairs) {
    return new ForwardedHop(
        IpText.parseNode(pairs.getOrDefault("for", "")),
        HostText.scheme(pairs.getOrDefault("proto", "")),
        HostText.host(pairs.getOrDefault("host", "")));
  }

  /** Where the value starting at {@code from} ends, or -1 where its quotes do not. */
  private static int endOfValue(String element, int from) {
    boolean quoted = false;
    for (int at = from; at < element.length(); at++) {
      char c = element.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        at++;
      } else if (c == ';' && !quoted) {
        return at;
      }
    }
    return quoted ? -1 : element.length();
  }

  /** The value without its quotes, or null where quotes are in the midst of it. */
  private static @Nullable String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value.indexOf('"') < 0 ? value : null;
    }
    StringBuilder text = new StringBuilder(value.length());
    int at = 1;
    while (at < value.length() && value.charAt(at) != '"') {
      if (value.charAt(at) == '\\') {
        at++;
      }
      if (at < value.length()) {
        text.append(value.charAt(at));
      }
      at++;
    }
    return at == value.length() - 1 ? text.toString() : null;
  }
}
