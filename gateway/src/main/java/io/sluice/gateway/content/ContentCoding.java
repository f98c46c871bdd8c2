package io.sluice.gateway.content;

import io.sluice.gateway.exchange.HeaderLines;
import java.util.Locale;

/** What was done to a body before it was sent, as its header lines say. */
public sealed interface ContentCoding {

  /** Nothing. */
  record Plain() implements ContentCoding {}

  /** It was compressed once. */
  record Compressed(Compression kind) implements ContentCoding {}

  /** Something that cannot be undone here: another coding, or more than one. */
  record Unsupported() implements ContentCoding {}

  /** Reads every line of {@code Content-Encoding}; {@code identity} counts as nothing. */
  static ContentCoding of(HeaderLines headers) {
    ContentCoding coding = new Plain();
    for (String line : headers.all("Content-Encoding")) {
      for (String word : line.split(",", -1)) {
        ContentCoding next = ofWord(word.strip().toLowerCase(Locale.ROOT));
        if (next instanceof Plain) {
          continue;
        }
        if (!(coding instanceof Plain)) {
          return new Unsupported();
        }
        coding = next;
      }
    }
    return coding;
  }

  private static ContentCoding ofWord(String word) {
    return switch (word) {
      case "", "identity" -> new Plain();
      case "gzip", "x-gzip" -> new Compressed(Compression.GZIP);
      case "deflate" -> new Compressed(Compression.DEFLATE);
      default -> new Unsupported();
    };
  }
}
