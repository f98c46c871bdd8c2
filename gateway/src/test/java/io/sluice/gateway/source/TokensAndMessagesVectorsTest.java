package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts on tokens and message signatures whose truth comes from other libraries. */
class TokensAndMessagesVectorsTest {

  private static final Path FOLDER = Path.of("../testing/system/src/test/resources/vectors");

  static Stream<Vector> vectors() {
    return Stream.of("livekit", "messagebird", "rfc9421")
        .flatMap(file -> Json.read(FOLDER.resolve(file + ".json")).elements().stream())
        .map(Vector::new)
        .filter(vector -> vector.json().at("disputed").isNull());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void decidesLikeTheOthers(Vector vector) {
    Source source = vector.source();
    RawRequest request = vector.request();

    Verdict verdict = source.verifier().verify(request, vector.circumstances());

    assertThat(verdict instanceof Verdict.Genuine ? "accept" : "reject")
        .as(verdict.toString())
        .isEqualTo(vector.json().at("expect").text());
    if (verdict instanceof Verdict.Genuine) {
      assertThat(named(source.naming().type(), request)).isEqualTo(vector.fact("event_type"));
      assertThat(named(source.naming().id(), request)).contains(vector.fact("event_id"));
    }
  }

  private static String named(List<NameRule> rules, RawRequest request) {
    for (NameRule rule : rules) {
      String name = rule.find(request);
      if (name != null) {
        return name;
      }
    }
    return "";
  }

  /** One vector. */
  record Vector(Json json) {

    Source source() {
      Map<String, String> environment = new HashMap<>();
      Json secret = json.at("secret");
      secret
          .at("keys")
          .members()
          .forEach((id, key) ->
              environment.put(
                  "KEY_" + environment.size(),
                  id + " " + key.at("alg").text() + " " + key.at("value").text()));
      environment.putIfAbsent(environment.isEmpty() ? "SECRET" : "UNUSED", secret.at("value").text());
      String references =
          environment.keySet().stream()
              .filter(name -> !name.equals("UNUSED"))
              .sorted()
              .map("env:%s"::formatted)
              .collect(Collectors.joining(", ", "[", "]"));
      String yaml = "sources: {test: {%s, secrets: %s}}".formatted(scheme(), references);
      return Configs.valid(yaml, environment).all().iterator().next();
    }

    private String scheme() {
      return switch (json.at("provider").text()) {
        case "livekit" ->
            "scheme: livekit, parameters: {api_key: %s}"
                .formatted(json.at("secret").at("api_key").text());
        case "rfc9421" ->
            "scheme: rfc9421, required_components: "
                + json.at("config").at("required_components").elements().stream()
                    .map(each -> "'" + each.text() + "'")
                    .toList();
        default -> "scheme: " + json.at("provider").text();
      };
    }

    RawRequest request() {
      Json request = json.at("request");
      List<String> lines = new ArrayList<>();
      request
          .at("headers")
          .members()
          .forEach((name, value) ->
              (value.elements().isEmpty() ? List.of(value) : value.elements())
                  .forEach(line -> lines.addAll(List.of(name, line.text()))));
      return Calls.to(
          request.at("method").text(),
          request.at("url").text(),
          Base64.getDecoder().decode(request.at("body_base64").text()),
          HeaderLines.of(lines.toArray(String[]::new)));
    }

    Circumstances circumstances() {
      return Circumstances.at(Instant.ofEpochSecond(Long.parseLong(json.at("clock").text())));
    }

    String fact(String name) {
      return json.at(name).at("value").text();
    }

    @Override
    public String toString() {
      return json.at("id").text();
    }
  }
}
