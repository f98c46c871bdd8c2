package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.RawRequest;

/** Ways to spoil a list of which every element must be proved. */
enum ListChange {
  NO_ELEMENTS,
  ONE_MORE_IN_FRONT,
  ONE_MORE_BEHIND,
  NOTHING_BEHIND,
  NO_LIST;

  /** The body with that list spoiled. */
  byte[] of(RawRequest request, BodyPointer list) {
    JsonNode tree = Places.tree(request);
    ArrayNode elements = (ArrayNode) tree.at("/" + list.text());
    switch (this) {
      case NO_ELEMENTS -> elements.removeAll();
      case ONE_MORE_IN_FRONT -> elements.insertObject(0);
      case ONE_MORE_BEHIND -> elements.addObject();
      case NOTHING_BEHIND -> elements.add(0);
      case NO_LIST -> ((ObjectNode) tree).removeAll();
    }
    return tree.toString().getBytes(UTF_8);
  }
}
