package io.sluice.gateway.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;

/**
 * The keyword {@code uniqueItems} for arrays whose elements a stranger chose.
 *
 * <p>A set of JSON nodes becomes a list when all of them have one hash, which is easily arranged. A
 * set of texts stays a tree, so the elements are compared as texts with sorted names.
 */
final class UniqueItems extends AbstractKeyword {

  private static final ObjectWriter SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build().writer();

  UniqueItems() {
    super(KeywordType.UNIQUE_ITEMS.getValue());
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation place, JsonNode wanted, Schema parent, SchemaContext context) {
    return new Validator(place, wanted, parent, context);
  }

  private static final class Validator extends BaseKeywordValidator {

    private final boolean wanted;

    Validator(SchemaLocation place, JsonNode wanted, Schema parent, SchemaContext context) {
      super(KeywordType.UNIQUE_ITEMS, wanted, place, parent, context);
      this.wanted = wanted.booleanValue();
    }

    @Override
    public void validate(ExecutionContext run, JsonNode node, JsonNode root, NodePath at) {
      if (!wanted || !node.isArray()) {
        return;
      }
      Set<String> seen = new HashSet<>();
      for (JsonNode element : node) {
        if (!seen.add(text(element))) {
          run.addError(
              error()
                  .instanceNode(node)
                  .instanceLocation(at)
                  .evaluationPath(run.getEvaluationPath())
                  .build());
          return;
        }
      }
    }

    private static String text(JsonNode element) {
      try {
        return SORTED.writeValueAsString(element);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a tree that was read can be written", e);
      }
    }
  }
}
