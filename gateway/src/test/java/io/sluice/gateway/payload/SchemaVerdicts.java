package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.util.Map;

/** What a single schema says of a body, as a text. */
final class SchemaVerdicts {

  private SchemaVerdicts() {}

  static String why(String schema, String json) {
    PayloadSchemas schemas = PayloadSchemas.compile(Map.of("*", schema)).orThrow();
    return switch (schemas.check("order.paid", bytes(json))) {
      case Sound() -> "sound";
      case Faulty(String why) -> why;
    };
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
