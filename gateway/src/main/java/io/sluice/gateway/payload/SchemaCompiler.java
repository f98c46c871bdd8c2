package io.sluice.gateway.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.sluice.gateway.exchange.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes checks of JSON Schemas, drafts 4 to 2020-12. Nothing is ever fetched for a schema. */
final class SchemaCompiler {

  /** The first one is that of a schema that does not name its own. */
  private static final List<Dialect> DRAFTS =
      Stream.of(
              Dialects.getDraft202012(),
              Dialects.getDraft201909(),
              Dialects.getDraft7(),
              Dialects.getDraft6(),
              Dialects.getDraft4())
          .map(SchemaCompiler::bounded)
          .toList();

  /** The schemas of schemas, which the library brings along. */
  private static final SchemaRegistry SCHEMAS_OF_DRAFTS =
      registry(iri -> iri.toString().contains("://json-schema.org/draft"));

  private SchemaCompiler() {}

  static Parsed<Schema> compile(JsonNode text) {
    try {
      SchemaRegistry registry = registry(_ -> false);
      JsonNode named = text.get("$schema");
      Dialect draft = named == null ? DRAFTS.getFirst() : registry.getDialect(named.asText());
      Optional<String> wrong = misuse(draft, text).or(() -> reference(text));
      if (wrong.isPresent()) {
        return new Parsed.Bad<>(wrong.get());
      }
      Schema schema = registry.getSchema(text);
      schema.initializeValidators();
      return new Parsed.Good<>(schema);
    } catch (SchemaException e) {
      return new Parsed.Bad<>("cannot be compiled: " + e.getMessage());
    }
  }

  /** No keyword costs more than the body is long; what a text in it holds is not looked into. */
  private static Dialect bounded(Dialect draft) {
    return Dialect.builder(draft)
        .keyword(new UniqueItems())
        .keyword(new NonValidationKeyword("contentMediaType"))
        .keyword(new NonValidationKeyword("contentEncoding"))
        .build();
  }

  private static SchemaRegistry registry(Predicate<AbsoluteIri> loaded) {
    return SchemaRegistry.builder()
        .dialectRegistry(new BasicDialectRegistry(DRAFTS))
        .defaultDialectId(DRAFTS.getFirst().getId())
        .schemaRegistryConfig(
            SchemaRegistryConfig.builder().regularExpressionFactory(new LinearPatterns()).build())
        .schemaLoader(loader -> loader.allow(loaded))
        .build();
  }

  private static Optional<String> misuse(Dialect draft, JsonNode text) {
    Schema rules = SCHEMAS_OF_DRAFTS.getSchema(SchemaLocation.of(draft.getId()));
    BoundedRun run = BoundedRun.of(rules, text);
    if (run.cutShort()) {
      return Optional.of("is too large");
    }
    return run.faults().isEmpty()
        ? Optional.empty()
        : Optional.of(
            run.faults().stream().map(SchemaCompiler::told).collect(Collectors.joining("; ")));
  }

  private static String told(Error fault) {
    return "at \"" + fault.getInstanceLocation() + "\": " + fault.getMessage();
  }

  /** A reference that leaves the document. Where parts have ids, only compiling shows that. */
  private static Optional<String> reference(JsonNode text) {
    boolean ids = Stream.of("$id", "id").anyMatch(name -> texts(text, name).findAny().isPresent());
    return Stream.of("$ref", "$dynamicRef", "$recursiveRef")
        .flatMap(keyword -> texts(text, keyword))
        .filter(target -> !ids && !target.startsWith("#"))
        .findFirst()
        .map(target -> "refers to " + target + ", which is not fetched; copy it into $defs");
  }

  private static Stream<String> texts(JsonNode text, String name) {
    return text.findValues(name).stream().filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
