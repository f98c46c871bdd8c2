package io.sluice.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a server sent back to a {@link RawHttp}. */
public sealed interface RawAnswer {

  /** An answer that follows the grammar, interim ones (1xx) included. */
  record Response(int status, String reason, List<Header> headers, byte[] body)
      implements RawAnswer {

    /** The values of a header, in order; its name in any case. */
    public List<String> header(String name) {
      return headers.stream()
          .filter(header -> header.name().equals(name.toLowerCase(Locale.ROOT)))
          .map(Header::value)
          .toList();
    }

    /** The body read as UTF-8. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "%d %s %s (%d bytes)".formatted(status, reason, headers, body.length);
    }
  }

  /** The connection ended, politely or not, before a whole answer had come. */
  record Closed() implements RawAnswer {}

  /** No whole answer came within the limit. */
  record Silence() implements RawAnswer {}

  /** Something came that is no HTTP/1.1. */
  record Garbled(String what) implements RawAnswer {}

  /** A header line; the name is in lower case. */
  record Header(String name, String value) {}
}
