package io.sluice.gateway.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that has been read so strictly that nobody can understand it in
 * another way: valid UTF-8, no name twice, and nothing after it.
 */
public record JsonMembers(Map<String, Member> byName) {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // strangers make up as many as they like
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .build();

  /** What a member is. */
  public sealed interface Member {

    /** A string. */
    record Text(String text) implements Member {}

    /** A number as it was written. */
    record Numeric(String text) implements Member {}

    /** A truth value, null, a list or an object. */
    record Other() implements Member {}
  }

  public JsonMembers {
    byName = Map.copyOf(byName);
  }

  /** The text of this member; null where it is absent or no string. */
  public @Nullable String text(String name) {
    return byName.get(name) instanceof Member.Text(String text) ? text : null;
  }

  /** Reads an object, of which only the outermost members are kept. */
  public static Parsed<JsonMembers> parse(byte[] json) {
    try (JsonParser in = JSON.createParser(text(json))) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return new Parsed.Bad<>("is no JSON object");
      }
      Map<String, Member> members = new HashMap<>();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        var _ = in.nextToken();
        members.put(name, member(in));
      }
      return in.nextToken() == null
          ? new Parsed.Good<>(new JsonMembers(members))
          : new Parsed.Bad<>("has something after the JSON object");
    } catch (IOException e) {
      return new Parsed.Bad<>("is no JSON, or has a name twice");
    }
  }

  private static String text(byte[] json) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }

  private static Member member(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_STRING -> new Member.Text(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Member.Numeric(in.getText());
      case null, default -> {
        in.skipChildren();
        yield new Member.Other();
      }
    };
  }
}
