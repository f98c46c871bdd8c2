package io.sluice.gateway.content;

/** What came of inflating a body. */
public sealed interface Inflated {

  /** The body as it was before it was compressed. */
  record Whole(byte[] body) implements Inflated {}

  /** It has more bytes than allowed, or is cut into more members than any sender has need of. */
  record TooLarge() implements Inflated {}

  /** It is not what its coding says: damaged, cut short, or with something behind its end. */
  record Corrupt() implements Inflated {}

  /**
   * Inflates a whole body. Memory grows with what really comes out, by doubling, to no more than
   * {@code bytesMax}; time is bounded by the lengths of what goes in and out.
   */
  static Inflated of(byte[] body, Compression kind, int bytesMax) {
    try (Inflation inflation = new Inflation(body, kind, bytesMax)) {
      return switch (inflation.run()) {
        case DONE -> new Whole(inflation.output());
        case TOO_LARGE -> new TooLarge();
        case CORRUPT -> new Corrupt();
      };
    }
  }
}
