package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.path.NodePath;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A compiled schema that tells where a body does not fit, without telling what stands there. */
final class BodySchema {

  private static final int PLACE_CHARS_MAX = 200;

  private final Schema schema;

  /** Names that the schema itself spells. Any other name in a body may be somebody's. */
  private final Set<String> spelled;

  private BodySchema(Schema schema, Set<String> spelled) {
    this.schema = schema;
    this.spelled = spelled;
  }

  static Parsed<BodySchema> compile(String text) {
    return switch (JsonText.tree(text.getBytes(UTF_8))) {
      case Parsed.Bad<JsonNode>(String why) -> new Parsed.Bad<>(why);
      case Parsed.Good<JsonNode>(JsonNode tree) -> {
        Set<String> spelled = new HashSet<>();
        collect(tree, spelled);
        yield SchemaCompiler.compile(tree).map(schema -> new BodySchema(schema, spelled));
      }
    };
  }

  private static void collect(JsonNode node, Set<String> spelled) {
    if (node.isTextual()) {
      spelled.add(node.textValue());
    }
    node.fieldNames().forEachRemaining(spelled::add);
    node.forEach(child -> collect(child, spelled));
  }

  PayloadVerdict check(byte[] json) {
    return switch (JsonText.tree(json)) {
      case Parsed.Bad<JsonNode>(String why) -> new Faulty(why);
      case Parsed.Good<JsonNode>(JsonNode tree) -> check(tree);
    };
  }

  private PayloadVerdict check(JsonNode tree) {
    try {
      BoundedRun run = BoundedRun.of(schema, tree);
      if (run.cutShort()) {
        return new Faulty("takes too long to check against its schema");
      }
      return run.faults().isEmpty() ? new Sound() : new Faulty(told(run));
    } catch (NumberFormatException e) {
      return new Faulty("has a number that is too large to check");
    } catch (SchemaException e) {
      return new Faulty("cannot be checked: a reference in its schema leads nowhere");
    }
  }

  private String told(BoundedRun run) {
    return run.faults().stream()
        .map(this::told)
        .distinct()
        .collect(Collectors.joining("; ", "does not fit its schema: ", ""));
  }

  private String told(Error fault) {
    String member = fault.getProperty();
    String name = member != null && spelled.contains(member) ? " " + member : "";
    return place(fault.getInstanceLocation()) + ": " + fault.getKeyword() + name;
  }

  /** A JSON pointer with a star for each name that is not to be told. */
  private String place(NodePath path) {
    StringBuilder place = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      place.append('/').append(segment(path.getElement(i)));
    }
    if (place.length() > PLACE_CHARS_MAX) {
      place.setLength(PLACE_CHARS_MAX);
      place.append('…');
    }
    return place.isEmpty() ? "the body" : place.toString();
  }

  private String segment(Object element) {
    if (element instanceof Integer index) {
      return index.toString();
    }
    String name = element.toString();
    return spelled.contains(name) ? name.replace("~", "~0").replace("/", "~1") : "*";
  }
}
