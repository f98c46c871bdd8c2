package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.gateway.exchange.JsonMembers;
import io.sluice.gateway.exchange.Parsed;

/**
 * A JSON Web Token in its one spelling (RFC 7515, compact), taken apart and not yet believed.
 *
 * @param algorithm what its header says that it is signed with
 * @param claims what it says
 * @param signed the text that is signed
 * @param signature the signature, still encoded
 */
record CompactJws(String algorithm, JsonMembers claims, byte[] signed, String signature) {

  static final int CHARS_MAX = 16 << 10;

  static Parsed<CompactJws> parse(String token) {
    if (token.length() > CHARS_MAX) {
      return new Parsed.Bad<>("is longer than " + CHARS_MAX + " characters");
    }
    String[] parts = token.split("\\.", 4);
    if (parts.length != 3) {
      return new Parsed.Bad<>("has not three parts");
    }
    return switch (members(parts[0])) {
      case Parsed.Bad<JsonMembers>(String why) -> new Parsed.Bad<>(why);
      case Parsed.Good<JsonMembers>(JsonMembers header)
          // Whoever does not know what a critical extension means must refuse, and we know none.
          when header.byName().containsKey("crit") ->
          new Parsed.Bad<>("has critical extensions");
      case Parsed.Good<JsonMembers>(JsonMembers header)
          when header.byName().get("alg") instanceof JsonMembers.Member.Text(String algorithm) ->
          members(parts[1])
              .map(claims ->
                  new CompactJws(
                      algorithm, claims, (parts[0] + "." + parts[1]).getBytes(US_ASCII), parts[2]));
      case Parsed.Good<JsonMembers> _ -> new Parsed.Bad<>("names no algorithm");
    };
  }

  private static Parsed<JsonMembers> members(String part) {
    byte[] json = TextEncoding.BASE64URL.decodeStrictly(part);
    return json == null ? new Parsed.Bad<>("is no base64url") : JsonMembers.parse(json);
  }

  /** Without its parts: whoever has them has the token. */
  @Override
  public String toString() {
    return "CompactJws by " + algorithm;
  }
}
