package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is signed: literal text, and places for the parts of a request, such as {@code
 * v0:{timestamp}:{body}}. Read once, then filled in without joining the pieces.
 */
public final class Template {

  private final String text;
  private final List<Part> parts;

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /** One piece of the signed content. */
  sealed interface Part {

    /** The same in every request. */
    record Literal(byte[] bytes) implements Part {}

    /** The body, byte for byte. */
    record Body() implements Part {}

    /** The signed time as it was sent. */
    record Timestamp() implements Part {}

    /** The value of a header. */
    record Header(String name) implements Part {}
  }

  /** Reads a template; the only places are body, timestamp and header:Name. */
  public static Parsed<Template> parse(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = endOfPiece(text, at);
      switch (piece(text.substring(at, end))) {
        case Parsed.Good<Part>(Part part) -> parts.add(part);
        case Parsed.Bad<Part>(String why) -> {
          return new Parsed.Bad<>(why);
        }
      }
      at = end;
    }
    return new Parsed.Good<>(new Template(text, parts));
  }

  /** A piece is a place with its braces, or all that stands before the next one. */
  private static int endOfPiece(String text, int start) {
    boolean isPlace = text.charAt(start) == '{';
    int end = text.indexOf(isPlace ? '}' : '{', start);
    if (end < 0) {
      return text.length();
    }
    return isPlace ? end + 1 : end;
  }

  private static Parsed<Part> piece(String text) {
    if (!text.startsWith("{")) {
      return text.indexOf('}') < 0
          ? new Parsed.Good<>(new Part.Literal(text.getBytes(UTF_8)))
          : new Parsed.Bad<>("a closing brace has no opening one");
    }
    return text.endsWith("}")
        ? place(text.substring(1, text.length() - 1))
        : new Parsed.Bad<>("an opening brace has no closing one");
  }

  private static Parsed<Part> place(String name) {
    if (name.equals("body")) {
      return new Parsed.Good<>(new Part.Body());
    }
    if (name.equals("timestamp")) {
      return new Parsed.Good<>(new Part.Timestamp());
    }
    if (name.startsWith("header:") && HeaderLines.isName(name.substring(7))) {
      return new Parsed.Good<>(new Part.Header(name.substring(7)));
    }
    return new Parsed.Bad<>(
        "{" + name + "} is not known; write {body}, {timestamp} or {header:Name}");
  }

  /** The names of the headers that are part of the signed content, each once. */
  List<String> headerNames() {
    return parts.stream()
        .filter(Part.Header.class::isInstance)
        .map(part -> ((Part.Header) part).name())
        .distinct()
        .toList();
  }

  boolean holdsBody() {
    return parts.stream().anyMatch(Part.Body.class::isInstance);
  }

  boolean holdsTimestamp() {
    return parts.stream().anyMatch(Part.Timestamp.class::isInstance);
  }

  /**
   * The signed content of one request, in pieces.
   *
   * <p>Header values are chars of one byte each, as they came over the wire, so the bytes that are
   * signed are the bytes that were sent.
   */
  List<byte[]> fill(byte[] body, String timestamp, Function<String, String> header) {
    List<byte[]> pieces = new ArrayList<>(parts.size());
    for (Part part : parts) {
      pieces.add(
          switch (part) {
            case Part.Literal(byte[] bytes) -> bytes;
            case Part.Body() -> body;
            case Part.Timestamp() -> timestamp.getBytes(ISO_8859_1);
            case Part.Header(String name) -> header.apply(name).getBytes(ISO_8859_1);
          });
    }
    return pieces;
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
