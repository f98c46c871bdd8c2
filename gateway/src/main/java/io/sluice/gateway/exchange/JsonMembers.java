package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts on the uppermost level of a JSON object, for signatures over single members. All
 * readers must find the same texts in it: it is UTF-8, nothing follows it, and no name comes twice.
 * Numbers, lists and objects are passed over, as are nulls.
 */
public final class JsonMembers {

  private static final int MEMBERS_MAX = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Map<String, String> texts;

  private JsonMembers(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Reads a body; empty unless it is one such object. */
  public static Optional<JsonMembers> read(byte[] json) {
    try (JsonParser in =
        JSON.createParser(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString())) {
      return Optional.ofNullable(read(in)).map(JsonMembers::new);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Map<String, String> read(JsonParser in) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    Set<String> names = new HashSet<>();
    Map<String, String> texts = new HashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (!names.add(name) || names.size() > MEMBERS_MAX) {
        return null;
      }
      if (in.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, in.getText());
      } else {
        in.skipChildren();
      }
    }
    return in.nextToken() == null ? texts : null;
  }

  /** The text of this member; null where it is absent or no text. */
  public @Nullable String find(String name) {
    return texts.get(name);
  }
}
