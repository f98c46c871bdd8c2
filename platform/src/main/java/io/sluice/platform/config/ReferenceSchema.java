package io.sluice.platform.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The configuration reference as a JSON Schema, in which unknown keys are faults too. */
final class ReferenceSchema {

  private ReferenceSchema() {}

  static JsonObject of(List<ConfigKey> keys) {
    JsonObject schema =
        new JsonObject().put("$schema", "https://json-schema.org/draft/2020-12/schema");
    return schema.mergeIn(section(keys));
  }

  private static JsonObject section(List<ConfigKey> keys) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (ConfigKey key : keys) {
      properties.put(key.name(), property(key));
      if (key.required()) {
        required.add(key.name());
      }
    }
    JsonObject section = sectionType().put("properties", properties);
    if (!required.isEmpty()) {
      section.put("required", required);
    }
    return section.put("additionalProperties", false);
  }

  private static JsonObject property(ConfigKey key) {
    JsonObject property =
        switch (key.type()) {
          case KeyType.Text text -> single();
          case KeyType.Flag flag -> new JsonObject().put("type", "boolean");
          case KeyType.Whole n ->
              new JsonObject()
                  .put("type", "integer")
                  .put("minimum", n.min())
                  .put("maximum", n.max());
          case KeyType.Size size ->
              new JsonObject()
                  .put("type", JsonArray.of("integer", "string"))
                  .put("pattern", ByteSize.PATTERN)
                  .put("minimum", size.min())
                  .put("maximum", size.max());
          case KeyType.Span span -> string().put("pattern", TimeSpan.PATTERN);
          case KeyType.Choice choice -> new JsonObject().put("enum", array(choice.allowed()));
          case KeyType.Texts texts -> oneOrMany(single());
          case KeyType.TextMap map -> sectionType().put("additionalProperties", single());
          case KeyType.Secrets secrets -> oneOrMany(string().put("pattern", SecretSource.PATTERN));
          case KeyType.Nested nested -> section(nested.keys());
          case KeyType.Listed listed -> oneOrMany(section(listed.keys()));
          case KeyType.Named named ->
              sectionType()
                  .put("propertyNames", new JsonObject().put("pattern", YamlSection.NAME_PATTERN))
                  .put("additionalProperties", section(named.keys()));
        };
    property.put("description", key.doc());
    return withDefault(property, key);
  }

  private static JsonObject withDefault(JsonObject property, ConfigKey key) {
    List<String> fallback = key.fallback();
    if (key.type() instanceof KeyType.Texts) {
      return property.put("default", array(fallback));
    }
    if (fallback.isEmpty()) {
      return property;
    }
    return switch (key.type()) {
      case KeyType.Flag flag -> property.put("default", fallback.getFirst().equals("true"));
      case KeyType.Whole number -> property.put("default", Integer.parseInt(fallback.getFirst()));
      default -> property.put("default", fallback.getFirst());
    };
  }

  /** A single value of any kind is a text, read as written. */
  private static JsonObject single() {
    return new JsonObject().put("type", JsonArray.of("string", "number", "boolean"));
  }

  private static JsonObject string() {
    return new JsonObject().put("type", "string");
  }

  /** A key without a value is an empty section. */
  private static JsonObject sectionType() {
    return new JsonObject().put("type", JsonArray.of("object", "null"));
  }

  private static JsonObject oneOrMany(JsonObject one) {
    JsonObject many = new JsonObject().put("type", "array").put("items", one);
    return new JsonObject().put("anyOf", JsonArray.of(one, many));
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
