package io.sluice.system.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.schemas.WebhookEvent;
import io.sluice.schemas.WebhookEvents;
import io.sluice.system.TopicReader;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.sluice.testing.VirtualClock;
import io.sluice.testing.vectors.Vector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends vectors one after the other and says in what the gateway differs. */
final class VectorCheck {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** These are written for every request, and must not stand there twice. */
  private static final Set<String> OF_THE_CONNECTION = Set.of("host", "content-length");

  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final int port;
  private final VirtualClock clock;
  private final TopicReader topic;
  private final VectorNetwork network;
  private final WebhookEvents events = WebhookEvents.create();

  VectorCheck(int port, VirtualClock clock, TopicReader topic, VectorNetwork network) {
    this.port = port;
    this.clock = clock;
    this.topic = topic;
    this.network = network;
  }

  /** What is not as it should be; empty when everything is. */
  List<String> differences(String source, Vector vector) {
    clock.set(Instant.ofEpochSecond(vector.clockSeconds()));
    RawAnswer.Response answer = exchange(request(source, vector));
    List<String> differences = new ArrayList<>();
    boolean accepted = answer.status() >= 200 && answer.status() < 300;
    if (accepted != vector.accepted()) {
      differences.add(
          "answered "
              + answer.status()
              + " but should "
              + (vector.accepted() ? "accept" : "reject"));
    }
    boolean stored = !answer.header("sluice-ack").isEmpty();
    WebhookEvent event = stored ? VectorSuiteTest.event(events, topic) : null;
    if (accepted && vector.accepted()) {
      compareAnswer(vector.response(), answer, differences);
      compareEvent(vector, event, differences);
    }
    compareHeaders(vector.response().path("headers"), answer, differences);
    compareCalls(vector, differences);
    if (!accepted && stored) {
      differences.add("was refused and stored all the same");
    }
    return differences;
  }

  private RawAnswer.Response exchange(byte[] request) {
    try (RawHttp connection = RawHttp.connect(port, ANSWER_MAX)) {
      return connection.send(request).response();
    }
  }

  private static void compareAnswer(
      JsonNode wanted, RawAnswer.Response answer, List<String> differences) {
    if (wanted.path("status").isNumber() && wanted.get("status").asInt() != answer.status()) {
      differences.add("status " + answer.status() + " instead of " + wanted.get("status"));
    }
    if (wanted.hasNonNull("content_type")) {
      String type = String.join(", ", answer.header("content-type"));
      if (!mediaType(type).equals(mediaType(wanted.get("content_type").asText()))) {
        differences.add("content type " + type + " instead of " + wanted.get("content_type"));
      }
    }
    if (wanted.hasNonNull("body") && !sameBody(wanted, answer.text())) {
      differences.add("the body of the answer is another");
    }
  }

  /** A confirmation is called soon after the answer; one that must not be never is. */
  private void compareCalls(Vector vector, List<String> differences) {
    JsonNode wanted = vector.response().path("outbound_get");
    if (wanted.isTextual()) {
      Eventually.eventually(
          ANSWER_MAX, () -> assertThat(network.called()).contains(wanted.asText()));
    }
    boolean other =
        network.called().stream()
            .anyMatch(url -> url.contains("SubscribeURL") || url.contains("evil"));
    if (other) {
      differences.add("a URL was called that is not to be trusted: " + network.called());
    }
  }

  private static void compareHeaders(
      JsonNode wanted, RawAnswer.Response answer, List<String> differences) {
    wanted
        .properties()
        .forEach(header -> {
          List<String> is = answer.header(header.getKey());
          List<String> should =
              header.getValue().isNull() ? List.of() : List.of(header.getValue().asText());
          if (!is.equals(should)) {
            differences.add("header " + header.getKey() + " is " + is + " instead of " + should);
          }
        });
  }

  private static boolean sameBody(JsonNode wanted, String body) {
    String text = wanted.get("body").asText();
    if (!wanted.path("compare").asText().equals("json")) {
      return text.equals(body);
    }
    try {
      return MAPPER.readTree(text).equals(MAPPER.readTree(body));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String mediaType(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip();
  }

  /** A handshake may be stored too where its answer is any 2xx, as GitHub's ping is. */
  private static void compareEvent(
      Vector vector, @Nullable WebhookEvent event, List<String> differences) {
    if (event == null) {
      if (!vector.handshake()) {
        differences.add("was accepted but not stored");
      }
      return;
    }
    if (vector.handshake() && vector.response().path("status").isNumber()) {
      differences.add("a handshake was stored as an event");
    }
    if (!Arrays.equals(event.body(), vector.body())) {
      differences.add("the body in Kafka is not the body sent");
    }
    compare("type", vector.eventType(), event.type(), differences);
    compareId(vector, event.id(), differences);
  }

  /** An id that is not unique alone is part of ours. */
  private static void compareId(Vector vector, String is, List<String> differences) {
    String wanted = vector.eventId();
    boolean holds = wanted == null || (!vector.hasUniqueId() && is.contains(wanted));
    if (!holds) {
      compare("id", wanted, is, differences);
    }
  }

  private static void compare(
      String what, @Nullable String wanted, String is, List<String> differences) {
    if (wanted != null && !wanted.equals(is)) {
      differences.add("event " + what + " is " + is + " instead of " + wanted);
    }
  }

  private static byte[] request(String source, Vector vector) {
    StringBuilder head = new StringBuilder();
    String query = vector.query() == null ? "" : "?" + vector.query();
    head.append(vector.method())
        .append(" /in/")
        .append(source)
        .append(query)
        .append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
    for (Vector.Line line : vector.headers()) {
      if (!OF_THE_CONNECTION.contains(line.name().toLowerCase(Locale.ROOT))) {
        head.append(line.name()).append(": ").append(line.value()).append("\r\n");
      }
    }
    byte[] body = vector.body();
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    return request.toByteArray();
  }
}
