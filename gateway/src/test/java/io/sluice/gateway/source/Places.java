package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.exchange.UrlEncoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All the places of a request that have something. */
final class Places {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Places() {}

  static Set<Selector> of(RawRequest request) {
    Set<Selector> places = new LinkedHashSet<>();
    request.headers().forEach((name, _) -> places.add(new Selector.Header(name)));
    for (UrlEncoded.Pair pair : query(request)) {
      places.add(new Selector.Query(pair.name()));
    }
    for (int i = 1; i <= 3; i++) {
      places.add(new Selector.PathSegment(i));
    }
    if (UrlEncoded.isForm(request.headers())) {
      UrlEncoded.pairs(request.content())
          .forEach(pair -> places.add(new Selector.Form(pair.name())));
    }
    addLeaves(tree(request), List.of(), places);
    return places;
  }

  static List<UrlEncoded.Pair> query(RawRequest request) {
    String query = request.query();
    return query == null ? List.of() : UrlEncoded.pairs(query.getBytes(UTF_8));
  }

  /** The body as JSON; a missing node where it is none. */
  static JsonNode tree(RawRequest request) {
    try {
      return JSON.readTree(request.content());
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private static void addLeaves(JsonNode node, List<String> path, Set<Selector> places) {
    if (node.isValueNode() && !node.isNull()) {
      places.add(new Selector.Body(new BodyPointer(List.copyOf(path))));
    }
    node.properties().forEach(m -> addLeaves(m.getValue(), longer(path, m.getKey()), places));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      addLeaves(node.get(i), longer(path, Integer.toString(i)), places);
    }
  }

  private static List<String> longer(List<String> path, String segment) {
    List<String> longer = new ArrayList<>(path);
    longer.add(segment);
    return longer;
  }
}
