package io.sluice.gateway.source;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.ListPlace;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.payload.BodyForm;
import io.sluice.gateway.payload.OnInvalid;
import io.sluice.gateway.payload.PayloadSchemas;
import io.sluice.platform.config.Secret;
import io.sluice.platform.config.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what bodies of a source must be like. */
final class PayloadReader {

  private static final String SCHEMAS_DOC =
      "JSON Schemas by event type (order.paid, order.* or *), each as file:PATH; the most specific"
          + " type decides.";

  private static final ListPlace BODY = new ListPlace(Optional.empty(), new BodyPointer(List.of()));

  private PayloadReader() {}

  static PayloadRules read(Section section, Provider provider, EventNaming naming) {
    return section.section(
        "payload",
        payload -> read(payload, batch(payload, provider, naming)),
        "What its bodies must be like, checked once they are proved.");
  }

  private static PayloadRules read(Section payload, Optional<Batch> batch) {
    return new PayloadRules(
        payload.choice("form", BodyForm.ANY, "What they must be, well-formed."),
        schemas(payload),
        payload.choice(
            "on_invalid",
            OnInvalid.REJECT,
            "What becomes of others: reject answers 422; quarantine stores them in the topic of"
                + " rejects and answers yes; tag stores them as usual, with the record header"
                + " sluice-invalid."),
        batch);
  }

  private static Optional<PayloadSchemas> schemas(Section payload) {
    Map<String, String> references = payload.textMap("schemas", SCHEMAS_DOC);
    if (references.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> texts =
        payload.section(
            "schemas",
            section -> {
              Map<String, String> read = new HashMap<>();
              for (String type : references.keySet()) {
                List<Secret> found = section.secrets(type, SCHEMAS_DOC);
                read.put(type, found.isEmpty() ? "{}" : found.getFirst().value());
              }
              return read;
            },
            SCHEMAS_DOC);
    return switch (PayloadSchemas.compile(texts)) {
      case Parsed.Good<PayloadSchemas>(PayloadSchemas schemas) -> Optional.of(schemas);
      case Parsed.Bad<PayloadSchemas>(String why) -> {
        payload.fault("schemas", why);
        yield Optional.empty();
      }
    };
  }

  private static Optional<Batch> batch(Section payload, Provider provider, EventNaming naming) {
    boolean split =
        payload.flag(
            "split", false, "Whether a body that is a list becomes one event for each element.");
    Optional<String> list =
        payload
            .optionalText(
                "list",
                "Where the list is: a JSON pointer, or form:name for one in the JSON of a form's"
                    + " field, with #/json/pointer behind it if it is deeper in there; providers"
                    + " that send lists have it.")
            .or(provider::batch);
    if (!split) {
      return Optional.empty();
    }
    if (list.isEmpty()) {
      payload.fault("split", provider.title() + " sends no lists that are known here; write list");
    }
    return list.map(
        text -> Batch.of(Reading.orFault(payload, "list", ListPlace.parse(text), BODY), naming));
  }
}
