package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.Parsed;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What may be done with a part of the signed content before it is put in place. */
enum Filter {
  LOWER,
  UPPER,
  MD5,
  SHA1,
  SHA256,
  SHA512,
  HEX,
  BASE64,
  BASE64URL,
  /** The checksum of ISO 3309 as an unsigned decimal number. */
  CRC32,
  /** Percent-encoded as in a query. */
  URLENCODE,
  /** A JSON string with its quotes. */
  JSON,
  /** The signature of it, in hex, under the source's own key: in answers to handshakes only. */
  HMAC;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it takes as long as a signature over the same bytes. */
  boolean isDigest() {
    return this == MD5 || this == SHA1 || this == SHA256 || this == SHA512;
  }

  static Parsed<Filter> of(String word) {
    Optional<Filter> known = Stream.of(values()).filter(f -> f.word().equals(word)).findFirst();
    return known
        .<Parsed<Filter>>map(Parsed.Good::new)
        .orElseGet(() ->
            new Parsed.Bad<>(
                "|"
                    + word
                    + " is not known; write "
                    + Stream.of(values())
                        .map(f -> "|" + f.word())
                        .collect(Collectors.joining(" "))));
  }

  /** The bytes after this filter; {@link #HMAC} is done by the holder of the key. */
  byte[] apply(byte[] in) {
    return switch (this) {
      case LOWER -> new String(in, UTF_8).toLowerCase(Locale.ROOT).getBytes(UTF_8);
      case UPPER -> new String(in, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
      case MD5 -> digest("MD5", in);
      case SHA1 -> digest("SHA-1", in);
      case SHA256 -> digest("SHA-256", in);
      case SHA512 -> digest("SHA-512", in);
      case HEX -> HexFormat.of().formatHex(in).getBytes(UTF_8);
      case BASE64 -> Base64.getEncoder().encode(in);
      case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encode(in);
      case CRC32 -> checksum(in);
      case URLENCODE -> URLEncoder.encode(new String(in, UTF_8), UTF_8).getBytes(UTF_8);
      case JSON -> quoted(new String(in, UTF_8)).getBytes(UTF_8);
      case HMAC -> throw new IllegalStateException("a key is needed");
    };
  }

  private static byte[] digest(String algorithm, byte[] in) {
    try {
      return MessageDigest.getInstance(algorithm).digest(in);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  private static byte[] checksum(byte[] in) {
    CRC32 sum = new CRC32();
    sum.update(in);
    return Long.toString(sum.getValue()).getBytes(UTF_8);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
