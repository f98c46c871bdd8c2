package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Raw records back into events. The request's headers were not kept, so the list is empty. */
final class RawRecords {

  private RawRecords() {}

  /** Whether these are the headers of a raw record. */
  static boolean isRaw(Headers headers) {
    return headers.lastHeader(EventHeaders.METHOD) != null;
  }

  static Decoded read(Headers headers, byte[] body) {
    try {
      if (!required(EventHeaders.VERIFIED, headers).equals("true")) {
        return new Decoded.Unreadable("a raw record that was not verified");
      }
      return new Decoded.Event(toEvent(headers, body));
    } catch (IllegalArgumentException e) {
      return new Decoded.Unreadable("a raw record, but " + e.getMessage());
    }
  }

  private static WebhookEvent toEvent(Headers headers, byte[] body) {
    return new WebhookEvent(
        required(EventHeaders.CE_ID, headers),
        source(required(EventHeaders.CE_SOURCE, headers)),
        required(EventHeaders.CE_TYPE, headers),
        optional(EventHeaders.CE_SUBJECT, headers),
        time(required(EventHeaders.CE_TIME, headers)),
        required(EventHeaders.METHOD, headers),
        required(EventHeaders.PATH, headers),
        optional(EventHeaders.QUERY, headers),
        List.of(),
        optional(EventHeaders.CONTENT_TYPE, headers),
        new Verification(
            required(EventHeaders.SCHEME, headers),
            required(EventHeaders.SECRET, headers),
            sha256(required(EventHeaders.BODY_SHA256, headers))),
        body);
  }

  private static String source(String ceSource) {
    if (!ceSource.startsWith(EventHeaders.SOURCE_PREFIX)) {
      throw new IllegalArgumentException("its ce_source does not start with /in/");
    }
    return ceSource.substring(EventHeaders.SOURCE_PREFIX.length());
  }

  private static Instant time(String ceTime) {
    try {
      return Instant.parse(ceTime);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("its ce_time is no RFC 3339 time", e);
    }
  }

  private static byte[] sha256(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its sluice-body-sha256 is not hexadecimal", e);
    }
  }

  private static String required(String name, Headers headers) {
    String value = optional(name, headers);
    if (value == null) {
      throw new IllegalArgumentException("its header " + name + " is missing");
    }
    return value;
  }

  private static @Nullable String optional(String name, Headers headers) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
