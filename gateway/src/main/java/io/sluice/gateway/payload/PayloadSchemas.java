package io.sluice.gateway.payload;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The JSON Schemas of a source's events, by the pattern of the event type: {@code order.paid},
 * {@code order.*} or {@code *}.
 *
 * <p>A check is bounded in every direction: bytes, nesting, values, faults told, and steps taken.
 * Regular expressions run in linear time. Formats are not checked, only noted. It takes some 25 µs
 * for each kilobyte, and at the limits more than a second: a long body is no work for an event
 * loop.
 */
public final class PayloadSchemas {

  /** The longest body that is checked. */
  public static final int BODY_BYTES_MAX = 8 << 20;

  private static final Pattern TYPES = Pattern.compile("\\*|[^*]+|[^*]+\\.\\*");

  /** The most specific first. */
  private final List<Rule> rules;

  private PayloadSchemas(List<Rule> rules) {
    this.rules = rules;
  }

  private record Rule(String types, BodySchema schema) {

    boolean covers(String eventType) {
      return types.endsWith("*")
          ? eventType.startsWith(types.substring(0, types.length() - 1))
          : eventType.equals(types);
    }

    int specificity() {
      return types.endsWith("*") ? types.length() : Integer.MAX_VALUE;
    }
  }

  /** Compiles all of them, or tells of every one that cannot be used. */
  public static Parsed<PayloadSchemas> compile(Map<String, String> schemaTextByType) {
    List<Rule> rules = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    schemaTextByType.forEach((types, text) -> {
      if (!TYPES.matcher(types).matches()) {
        faults.add("\"" + types + "\" is no event type, as in order.paid, order.* or *");
      }
      switch (BodySchema.compile(text)) {
        case Parsed.Good<BodySchema>(BodySchema schema) -> rules.add(new Rule(types, schema));
        case Parsed.Bad<BodySchema>(String why) ->
            faults.add("the schema of \"" + types + "\" " + why);
      }
    });
    if (!faults.isEmpty()) {
      return new Parsed.Bad<>(String.join("; ", faults));
    }
    rules.sort(Comparator.comparingInt(Rule::specificity).reversed());
    return new Parsed.Good<>(new PayloadSchemas(List.copyOf(rules)));
  }

  /** Whether the body fits the schema of its type; a type without a schema asks for nothing. */
  public PayloadVerdict check(String eventType, byte[] json) {
    for (Rule rule : rules) {
      if (rule.covers(eventType)) {
        return json.length > BODY_BYTES_MAX
            ? new Faulty("is longer than " + BODY_BYTES_MAX + " bytes")
            : rule.schema().check(json);
      }
    }
    return new Sound();
  }
}
