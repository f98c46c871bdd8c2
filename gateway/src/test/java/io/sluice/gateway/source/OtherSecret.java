package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import java.util.List;
import java.util.Optional;

/** Makes secrets that look like another one, so that they are taken where that one is. */
final class OtherSecret {

  private OtherSecret() {}

  /** Another secret of this scheme. */
  static String like(String secret, SignatureScheme scheme) {
    Optional<SignedWay> way = wayOf(secret, scheme);
    return way.flatMap(w -> KeyHalves.of(w.key().algorithm()))
        .map(KeyHalves::publicPem)
        .orElseGet(() -> turned(secret));
  }

  /** The first way of a scheme that this secret is a key of. */
  static Optional<SignedWay> wayOf(String secret, SignatureScheme scheme) {
    return scheme instanceof SignedScheme(List<SignedWay> ways)
        ? ways.stream().filter(way -> isKey(secret, way)).findFirst()
        : Optional.empty();
  }

  private static boolean isKey(String secret, SignedWay way) {
    return new SignedScheme(List.of(way)).prover(new NamedSecret("s", secret))
        instanceof Parsed.Good<?>;
  }

  /** The text with other letters and digits in its second half, so that marks in front stay. */
  static String turned(String text) {
    int from = text.length() < 8 ? 0 : text.length() / 2;
    int to = text.length() < 8 ? text.length() : text.length() - 3;
    StringBuilder turned = new StringBuilder(text);
    for (int i = from; i < to; i++) {
      turned.setCharAt(i, turned(text.charAt(i)));
    }
    return turned.toString();
  }

  /** A digit stays a digit, and a digit of hex one of hex. */
  private static char turned(char c) {
    for (String circle :
        List.of("0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ")) {
      int at = circle.indexOf(c);
      if (at >= 0) {
        return circle.charAt((at + 1) % circle.length());
      }
    }
    return c;
  }
}
