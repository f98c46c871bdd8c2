package io.sluice.gateway.limits;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Schemes and hosts of URLs as proxies write them. */
final class HostText {

  private static final int NAME_CHARS_MAX = 253;
  private static final int PORT_MAX = 65535;

  /* A dot may end a name, and an underscore is in use though no host name should have one. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+\\.?");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  private HostText() {}

  /** {@code http} or {@code https}; null for anything else. */
  static @Nullable String scheme(String text) {
    String scheme = text.toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals("https") ? scheme : null;
  }

  /** The text, where it is {@code host} or {@code host:port}; else null. */
  static @Nullable String host(String text) {
    int colon = endOfHost(text);
    boolean portIsGood = colon == text.length() || isPort(text.substring(colon + 1));
    return portIsGood && isHost(text.substring(0, colon)) ? text : null;
  }

  /** Whether a host that is known to be good has a port. */
  static boolean hasPort(String host) {
    return endOfHost(host) < host.length();
  }

  static boolean isPort(String text) {
    return PORT.matcher(text).matches() && Integer.parseInt(text) <= PORT_MAX;
  }

  private static int endOfHost(String text) {
    int colon = text.lastIndexOf(':');
    return colon < 0 || text.endsWith("]") ? text.length() : colon;
  }

  private static boolean isHost(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]") && IpText.parseNode(text) != null;
    }
    return text.length() <= NAME_CHARS_MAX && NAME.matcher(text).matches();
  }
}
