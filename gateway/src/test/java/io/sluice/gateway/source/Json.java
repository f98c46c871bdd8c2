package io.sluice.gateway.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON file as a tree that answers what stands where. */
record Json(@Nullable Object value) {

  static Json read(Path file) {
    try (JsonParser in = new JsonFactory().createParser(file.toFile())) {
      in.nextToken();
      return new Json(tree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object tree(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          String name = in.currentName();
          in.nextToken();
          members.put(name, new Json(tree(in)));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Json> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          elements.add(new Json(tree(in)));
        }
        yield elements;
      }
      case VALUE_NULL -> null;
      default -> in.getText();
    };
  }

  boolean isNull() {
    return value == null;
  }

  /** The text of a scalar; of what is absent, the empty text. */
  String text() {
    return value == null ? "" : value.toString();
  }

  /** The member of this name; a null where there is none. */
  Json at(String name) {
    return value instanceof Map<?, ?> members && members.get(name) instanceof Json json
        ? json
        : new Json(null);
  }

  Map<String, Json> members() {
    Map<String, Json> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, json) -> members.put((String) name, (Json) json));
    }
    return members;
  }

  List<Json> elements() {
    return value instanceof List<?> list ? list.stream().map(Json.class::cast).toList() : List.of();
  }
}
