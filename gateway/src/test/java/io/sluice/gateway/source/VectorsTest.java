package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdict, type and id of requests whose truth comes from the providers' own libraries. */
class VectorsTest {

  private static final Path FOLDER = Path.of("../testing/system/src/test/resources/vectors");

  private static final List<String> FILES =
      List.of(
          "github",
          "http-basic",
          "shared-token",
          "shopify",
          "slack",
          "standardwebhooks",
          "stripe",
          "svix");

  static Stream<Vector> undisputed() {
    return FILES.stream()
        .flatMap(file -> Json.read(FOLDER.resolve(file + ".json")).elements().stream())
        .map(Vector::new)
        .filter(vector -> vector.json().at("disputed").isNull());
  }

  static Stream<Vector> disputed() {
    return FILES.stream()
        .flatMap(file -> Json.read(FOLDER.resolve(file + ".json")).elements().stream())
        .map(Vector::new)
        .filter(vector -> !vector.json().at("disputed").isNull());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("undisputed")
  void decidesLikeTheProvider(Vector vector) {
    Source source = vector.source();

    Verdict verdict = source.verifier().verify(vector.request(), vector.clock());

    switch (verdict) {
      case Verdict.Genuine genuine -> {
        assertThat("accept event").isEqualTo(vector.expected());
        assertThat(named(source.naming().type(), vector)).isEqualTo(vector.text("event_type"));
        assertThat(named(source.naming().id(), vector)).isEqualTo(vector.text("event_id"));
      }
      case Verdict.Handshake handshake -> {
        Json response = vector.json().at("response");
        assertThat("accept handshake").isEqualTo(vector.expected());
        assertThat(handshake.reply().body()).isEqualTo(response.at("body").text());
        assertThat(handshake.reply().contentType()).isEqualTo(response.at("content_type").text());
        assertThat(handshake.reply().status()).hasToString(response.at("status").text());
      }
      case Verdict.Refused refused -> assertThat("reject event").isEqualTo(vector.expected());
    }
  }

  /** Where careful receivers may differ, this one refuses, except bytes that are no UTF-8. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("disputed")
  void takesTheStricterSideOfADispute(Vector vector) {
    Verdict verdict = vector.source().verifier().verify(vector.request(), vector.clock());

    boolean onlyOddBytes = vector.toString().equals("github-accept-invalid-utf8-bytes");
    assertThat(verdict).isInstanceOf(onlyOddBytes ? Verdict.Genuine.class : Verdict.Refused.class);
  }

  private static String named(List<Selector> places, Vector vector) {
    String text = Selector.first(places, vector.request());
    return text == null ? "" : text;
  }

  /** One vector. */
  record Vector(Json json) {

    Source source() {
      Json secret = json.at("secret");
      String value =
          secret.at("type").text().equals("basic")
              ? secret.at("username").text() + ":" + secret.at("password").text()
              : secret.at("value").text();
      return Configs.valid(
              "sources: {test: {" + scheme() + ", secrets: [env:SECRET]}}", Map.of("SECRET", value))
          .all()
          .iterator()
          .next();
    }

    private String scheme() {
      String provider = json.at("provider").text();
      return switch (provider) {
        case "shared-token" -> "scheme: token, header: " + json.at("secret").at("header").text();
        case "http-basic" -> "scheme: basic";
        default ->
            json.at("config").at("signature").isNull()
                ? "scheme: " + provider
                : "scheme: " + provider + ", variant: " + json.at("config").at("signature").text();
      };
    }

    RawRequest request() {
      Json request = json.at("request");
      URI url = URI.create(request.at("url").text());
      List<String> lines = new ArrayList<>();
      request
          .at("headers")
          .members()
          .forEach((name, value) ->
              (value.elements().isEmpty() ? List.of(value) : value.elements())
                  .forEach(line -> lines.addAll(List.of(name, line.text()))));
      return Requests.of(
          request.at("method").text(),
          url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery(),
          HeaderLines.of(lines.toArray(String[]::new)),
          Base64.getDecoder().decode(request.at("body_base64").text()),
          clock());
    }

    Instant clock() {
      return Instant.ofEpochSecond(Long.parseLong(json.at("clock").text()));
    }

    String text(String fact) {
      return json.at(fact).at("value").text();
    }

    /** A handshake that prescribes no answer, such as GitHub's ping, is an ordinary event. */
    String expected() {
      boolean answered = !json.at("response").at("body").isNull();
      return json.at("expect").text() + (answered ? " handshake" : " event");
    }

    @Override
    public String toString() {
      return json.at("id").text();
    }
  }
}
