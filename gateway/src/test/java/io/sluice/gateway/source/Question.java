package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Condition;
import io.sluice.gateway.verify.Handshake;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A request that asks what a handshake answers, made of the conditions of the handshake.
 *
 * @param texts what stands where
 */
record Question(String method, Map<Selector, String> texts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Texts for conditions that want a pattern; the first that fits is taken. */
  private static final List<String> SAMPLES =
      List.of("0123456789abcdef01234567", "4711", "abc", "https://example.com/");

  /** For anything that is only to be there: signs that mean something to JSON, HTML and URLs. */
  private static final String NASTY = "c\"1\\<b>&amp;=+% \u00e9\u2603";

  private static final String NASTY_HEADER = "https://a.example/\"b\\<c>";

  static Question of(Handshake handshake) {
    Map<Selector, String> texts = new LinkedHashMap<>();
    Stream.concat(handshake.when().stream(), handshake.demands().stream())
        .filter(condition -> !condition.optional())
        .filter(condition -> !(condition.test() instanceof Condition.Test.Absent))
        .forEach(condition -> texts.merge(condition.place(), right(condition), Question::better));
    return new Question(handshake.method(), texts);
  }

  /** A text that this condition accepts. */
  private static String right(Condition condition) {
    return switch (condition.test()) {
      case Condition.Test.Present _ when condition.place() instanceof Selector.Header ->
          NASTY_HEADER;
      case Condition.Test.Present _, Condition.Test.Absent _ -> NASTY;
      case Condition.Test.Equals(var text) ->
          Objects.requireNonNullElse(text.find(new Question("GET", Map.of()).request()), "");
      case Condition.Test.Matches(var pattern) ->
          SAMPLES.stream()
              .filter(pattern.asMatchPredicate())
              .findFirst()
              .orElseThrow(() ->
                  new AssertionError(
                      "add a text that fits to Question.SAMPLES: " + pattern.pattern()));
    };
  }

  /** Of two conditions for one place, one only wants it to be there. */
  private static String better(String one, String other) {
    return one.equals(NASTY) || one.equals(NASTY_HEADER) ? other : one;
  }

  /** The same with another text at a place. */
  Question with(Selector place, String text) {
    Map<Selector, String> more = new LinkedHashMap<>(texts);
    more.put(place, text);
    return new Question(method, more);
  }

  Question without(Selector place) {
    Map<Selector, String> fewer = new LinkedHashMap<>(texts);
    fewer.remove(place);
    return new Question(method, fewer);
  }

  RawRequest request() {
    List<String> lines = new ArrayList<>();
    JsonNode body = JSON.createObjectNode();
    List<String> fields = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<Selector, String> entry : texts.entrySet()) {
      String text = entry.getValue();
      switch (entry.getKey()) {
        case Selector.Header(String name) -> lines.addAll(List.of(name, text));
        case Selector.Query(String name) -> parameters.add(pair(name, text));
        case Selector.Form(String name) -> fields.add(pair(name, text));
        case Selector.Body(var pointer) -> body = grown(body, pointer.segments(), text);
        case Selector.PathSegment _,
            Selector.Multipart _,
            Selector.Xml _,
            Selector.MemberBesides _,
            Selector.Inside _ ->
            throw new AssertionError("teach Question to write " + entry.getKey());
      }
    }
    String type = fields.isEmpty() ? "application/json" : "application/x-www-form-urlencoded";
    lines.addAll(List.of("Content-Type", type));
    String content = fields.isEmpty() ? body.toString() : String.join("&", fields);
    return request(lines, parameters, method.equals("POST") ? content : "");
  }

  private RawRequest request(List<String> lines, List<String> parameters, String content) {
    String query = parameters.isEmpty() ? null : parameters.stream().collect(joining("&"));
    byte[] body = content.getBytes(UTF_8);
    return new RawRequest(
        "test",
        method,
        "/in/test",
        query,
        "https://hooks.example.com/in/test" + (query == null ? "" : "?" + query),
        HeaderLines.of(lines.toArray(String[]::new)),
        body,
        Content.of(body),
        Requests.NOW,
        "r-1");
  }

  private static String pair(String name, String text) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(text, UTF_8);
  }

  /** A tree with one more leaf; an object that should be a list becomes one. */
  private static JsonNode grown(JsonNode node, List<String> path, String text) {
    if (path.isEmpty()) {
      return JSON.getNodeFactory().textNode(text);
    }
    String segment = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (segment.equals("0")) {
      ArrayNode list = node instanceof ArrayNode already ? already : JSON.createArrayNode();
      JsonNode element = list.isEmpty() ? JSON.createObjectNode() : list.remove(0);
      return list.insert(0, grown(element, rest, text));
    }
    ObjectNode object = node instanceof ObjectNode already ? already : JSON.createObjectNode();
    JsonNode member = object.has(segment) ? object.get(segment) : JSON.createObjectNode();
    object.set(segment, grown(member, rest, text));
    return object;
  }
}
