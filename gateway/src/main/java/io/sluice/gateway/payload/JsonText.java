package io.sluice.gateway.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as RFC 8259 has it, in UTF-8 and nothing else. */
final class JsonText {

  static final int NESTING_MAX = 100;

  /** Names and values in a tree; each takes many times the bytes that it has in the body. */
  static final int TREE_TOKENS_MAX = 1_000_000;

  private static final JsonFactory JSON = factory(limits().build());

  /** What a tree shows is what every reader of the body sees, so no name may stand twice. */
  private static final JsonMapper TREES =
      JsonMapper.builder(factory(limits().maxTokenCount(TREE_TOKENS_MAX).build()))
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private JsonText() {}

  /**
   * Whether the body is one JSON value. A name that an object holds twice is no fault here: the
   * grammar allows it, and seeing it would mean to remember every name.
   */
  static PayloadVerdict check(byte[] body) {
    return switch (read(JSON, body, JsonParser::skipChildren)) {
      case Parsed.Good<JsonParser> _ -> new Sound();
      case Parsed.Bad<JsonParser>(String why) -> new Faulty(why);
    };
  }

  /** The one JSON value of the body. */
  static Parsed<JsonNode> tree(byte[] body) {
    return read(TREES.getFactory(), body, TREES::readTree);
  }

  /** A parser of the bytes from this one on. */
  static JsonParser parser(byte[] body, int from) {
    return parser(JSON, body, from);
  }

  /** What is made of a value, from a parser that stands on its first token. */
  private interface Reading<T> {
    T from(JsonParser in) throws IOException;
  }

  private static <T> Parsed<T> read(JsonFactory json, byte[] body, Reading<T> reading) {
    int stray = Utf8.faultAt(body);
    if (stray >= 0) {
      return new Parsed.Bad<>(Utf8.fault(stray));
    }
    if (Utf8.markLength(body) > 0) {
      return new Parsed.Bad<>("begins with a byte order mark");
    }
    JsonParser in = parser(json, body, 0);
    try (in) {
      if (in.nextToken() == null) {
        return new Parsed.Bad<>("holds no JSON value");
      }
      T value = reading.from(in);
      return in.nextToken() == null
          ? new Parsed.Good<>(value)
          : new Parsed.Bad<>("holds more than one JSON value");
    } catch (IOException e) {
      return new Parsed.Bad<>(why(e, in));
    }
  }

  private static JsonParser parser(JsonFactory json, byte[] body, int from) {
    try {
      return json.createParser(body, from, body.length - from);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** The kind of the fault that ended a reading; never the exception's text, which quotes. */
  static String why(IOException e, JsonParser in) {
    return switch (e) {
      case StreamConstraintsException _ ->
          in.getParsingContext().getNestingDepth() >= NESTING_MAX
              ? "nests deeper than " + NESTING_MAX + " levels"
              : "has a name or a number that is too long, or too many values";
      case JsonEOFException _ -> "ends before its JSON value does";
      case DatabindException _ -> "names a member of one object twice";
      case JsonProcessingException syntax -> "is not JSON" + place(syntax.getLocation());
      default -> "cannot be read as JSON";
    };
  }

  private static String place(JsonLocation location) {
    return " at line %d, byte %d".formatted(location.getLineNr(), location.getByteOffset());
  }

  /** A text may be as long as the body it stands in. */
  private static StreamReadConstraints.Builder limits() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(NESTING_MAX)
        .maxStringLength(Integer.MAX_VALUE);
  }

  /** Reads UTF-8 whatever the bytes look like, and does not keep the names that strangers chose. */
  private static JsonFactory factory(StreamReadConstraints limits) {
    return JsonFactory.builder()
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(limits)
        .build();
  }
}
