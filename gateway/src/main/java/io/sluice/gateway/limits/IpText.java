package io.sluice.gateway.limits;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as text. Names are never looked up: what is no literal address is no address. */
public final class IpText {

  private static final int CHARS_MAX = 45;

  /* Leading zeros are refused: some programs read them as octal, so they name two addresses. */
  private static final String NUMBER = "(?:0|[1-9][0-9]{0,2})";
  private static final String QUAD = "(?:" + NUMBER + "\\.){3}" + NUMBER;
  private static final Pattern LITERAL =
      Pattern.compile(QUAD + "|[0-9A-Fa-f:]*:(?:[0-9A-Fa-f]*|" + QUAD + ")");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}|_[A-Za-z0-9._-]+");

  private IpText() {}

  /**
   * The address that this text is, or null. An IPv4 address in the clothes of IPv6 ({@code
   * ::ffff:192.0.2.7}) is the IPv4 address.
   */
  public static @Nullable InetAddress parse(String text) {
    if (text.length() > CHARS_MAX || !LITERAL.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /**
   * The address of a node as proxies write it, or null: {@code 192.0.2.7}, {@code 192.0.2.7:4711},
   * {@code 2001:db8::7}, {@code [2001:db8::7]}, {@code [2001:db8::7]:4711}. The port is checked and
   * dropped.
   */
  static @Nullable InetAddress parseNode(String text) {
    if (text.startsWith("[")) {
      return parseBracketed(text);
    }
    int colon = text.indexOf(':');
    if (colon < 0 || text.indexOf(':', colon + 1) >= 0) {
      return parse(text);
    }
    return isPort(text.substring(colon + 1)) ? parse(text.substring(0, colon)) : null;
  }

  private static @Nullable InetAddress parseBracketed(String text) {
    int end = text.indexOf(']');
    if (end < 0 || text.lastIndexOf(':', end) < 0) {
      return null;
    }
    String rest = text.substring(end + 1);
    boolean whole = rest.isEmpty() || (rest.startsWith(":") && isPort(rest.substring(1)));
    return whole ? parse(text.substring(1, end)) : null;
  }

  private static boolean isPort(String text) {
    return PORT.matcher(text).matches();
  }
}
