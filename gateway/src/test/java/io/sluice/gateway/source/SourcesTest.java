package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.Verdict;
import io.sluice.platform.config.ConfigReference;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("A", "secret-a", "B", "secret-b", "USER", "user:password");

  @Test
  void aLineIsEnough() {
    Source source = read("github: {scheme: github, secrets: [env:A]}");

    assertThat(source.name()).isEqualTo("github");
    assertThat(source.scheme()).isEqualTo("github");
    assertThat(source.topic()).isEqualTo("webhooks.github");
    assertThat(source.format()).isEqualTo(WireFormat.AVRO);
    assertThat(source.bodyBytesMax()).isEqualTo(1024 * 1024);
    assertThat(source.settings().ackDeadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(source.settings().answerStatus()).isEqualTo(202);
    assertThat(source.secretPlaces()).isEmpty();
    assertThat(source.signer()).isPresent();
    assertThat(source.naming().type()).containsExactly(place("header:X-GitHub-Event"));
    assertThat(source.naming().id()).containsExactly(place("header:X-GitHub-Delivery"));
    assertThat(source.naming().key()).containsExactly(place("body:/repository/full_name"));
    assertThat(source.naming().subject()).isEmpty();
  }

  @Test
  void knowsWhichSendersNeverComeAgainUnlessToldOtherwise() {
    assertThat(read("a: {scheme: github, secrets: [env:A]}").limits().repeats()).isFalse();
    assertThat(read("a: {scheme: stripe, secrets: [env:A]}").limits().repeats()).isTrue();
    assertThat(read("a: {scheme: github, secrets: [env:A], repeats: always}").limits().repeats())
        .isTrue();
    assertThat(read("a: {scheme: stripe, secrets: [env:A], repeats: never}").limits().repeats())
        .isFalse();
  }

  @Test
  void everyKeyMakesADifference() {
    Source source =
        read(
            """
            shop-eu:
                scheme: stripe
                secrets: [env:A, env:B]
                topic: shop.events
                format: raw
                body_max: 2MiB
                ack_deadline: 500ms
                answer: 200
                type: header:X-Type
                id: [header:X-Id, body:/id]
                key: body:/customer
                subject: query:about
                tolerance: 1m
                deduplicate: false
            """);

    assertThat(source.topic()).isEqualTo("shop.events");
    assertThat(source.format()).isEqualTo(WireFormat.RAW);
    assertThat(source.deduplicate()).isFalse();
    assertThat(source.bodyBytesMax()).isEqualTo(2 * 1024 * 1024);
    assertThat(source.settings().ackDeadline()).isEqualTo(Duration.ofMillis(500));
    assertThat(source.settings().answerStatus()).isEqualTo(200);
    assertThat(source.naming().type()).containsExactly(place("header:X-Type"));
    assertThat(source.naming().id()).containsExactly(place("header:X-Id"), place("body:/id"));
    assertThat(source.naming().key()).containsExactly(place("body:/customer"));
    assertThat(source.naming().subject()).containsExactly(place("query:about"));
    var signed = source.signer().orElseThrow().sign(Requests.post(""), "", Requests.NOW);
    assertThat(
            source
                .verifier()
                .verify(
                    Requests.of(signed, new byte[0]),
                    Circumstances.at(Requests.NOW.plusSeconds(61))))
        .isEqualTo(new Verdict.Refused(Refusal.STALE_TIMESTAMP));
  }

  @Test
  void whatIsSaidOfTimesAheadHoldsBesideATolerance() {
    Source source =
        read(
            """
            own:
                scheme: hmac
                signature: header:X-Signature
                timestamp: header:X-Time
                signed: "{timestamp}{body}"
                tolerance: 60s
                tolerance_ahead: 5s
                secrets: [env:A]
            """);
    var signed = source.signer().orElseThrow().sign(Requests.post(""), "", Requests.NOW);

    assertThat(judged(source, signed, 60)).isInstanceOf(Verdict.Genuine.class);
    assertThat(judged(source, signed, 61)).isEqualTo(new Verdict.Refused(Refusal.STALE_TIMESTAMP));
    assertThat(judged(source, signed, -5)).isInstanceOf(Verdict.Genuine.class);
    assertThat(judged(source, signed, -6)).isEqualTo(new Verdict.Refused(Refusal.FUTURE_TIMESTAMP));
  }

  private static Verdict judged(Source source, HeaderLines signed, long secondsLater) {
    return source
        .verifier()
        .verify(
            Requests.of(signed, new byte[0]),
            Circumstances.at(Requests.NOW.plusSeconds(secondsLater)));
  }

  @ParameterizedTest
  @CsvSource({"sha1, 40", "sha256, 64", "sha384, 96", "sha512, 128"})
  void aDigestIsMadeWithTheHashThatIsNamed(String hash, int hexDigits) {
    Source source =
        read(
            "own: {scheme: digest, algorithm: %s, signature: 'header:X-S', secrets: [env:A]}"
                .formatted(hash));

    HeaderLines signed = source.signer().orElseThrow().sign(Requests.post(""), "", Requests.NOW);
    assertThat(signed.all("X-S").getFirst()).hasSize(hexDigits);
    assertThat(judged(source, signed, 0)).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void headersThatCarryASecretAreKnown() {
    assertThat(
            read("t: {scheme: token, token: 'header:X-Hook-Token', secrets: [env:A]}")
                .secretPlaces())
        .containsExactly(new Selector.Header("x-hook-token"));
    assertThat(read("b: {scheme: basic, secrets: ['env:USER']}").secretPlaces())
        .containsExactly(new Selector.Header("authorization"));
  }

  @Test
  void sendersOfOnesOwnNameTheirEventsPlainly() {
    Source source = read("own: {scheme: hmac, signature: 'header:X-Signature', secrets: [env:A]}");

    assertThat(source.naming().type()).containsExactly(place("body:/type"));
    assertThat(source.naming().id()).containsExactly(place("body:/id"));
    assertThat(source.naming().key()).isEmpty();
  }

  @Test
  void findsASourceByItsName() {
    Sources sources =
        Configs.valid(
            """
            sources:
              b: {scheme: github, secrets: [env:A]}
              a: {scheme: stripe, secrets: [env:A]}
            """,
            ENVIRONMENT);

    assertThat(sources.all()).extracting(Source::name).containsExactly("b", "a");
    assertThat(Objects.requireNonNull(sources.find("a")).scheme()).isEqualTo("stripe");
    assertThat(sources.find("c")).isNull();
    assertThat(Configs.valid("", ENVIRONMENT).all()).isEmpty();
  }

  @Test
  void aSourceIsToldApartByWhatItSaysToItsProvider() {
    Source source = read("p: {scheme: pusher, parameters: {key: app-1}, secrets: [env:A]}");
    RawRequest own = signed(source, "X-Pusher-Key", "app-1");

    assertThat(verdict(source, own)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verdict(source, Requests.withHeader(own, "X-Pusher-Key", "app-2")))
        .isEqualTo(new Verdict.Refused(Refusal.UNMET_DEMAND));
    assertThat(read("m: {scheme: meta, parameters: {verify_token: env:B}, secrets: [env:A]}"))
        .asString()
        .doesNotContain("secret-b");
  }

  @Test
  void senderAndGatewayAgreeOnUrlAndMethods() {
    Source source =
        read(
            """
            shop:
                scheme: dropbox
                secrets: [env:A]
                public_url: https://hooks.example.com/in/shop
                methods: [POST, PUT]
                answer_body: thanks
            """);

    assertThat(source.publicUrl()).contains("https://hooks.example.com/in/shop");
    assertThat(source.methods())
        .as("with that of its handshake")
        .containsExactlyInAnyOrder("POST", "PUT", "GET");
    assertThat(source.settings().methods()).containsExactlyInAnyOrder("POST", "PUT");
    assertThat(source.settings().answerBody()).isEqualTo("thanks");
  }

  @Test
  void documentsAllOfItsKeys() {
    assertThat(ConfigReference.of(Sources::read).rows())
        .extracting(ConfigReference.Row::path)
        .contains(
            "sources.<name>.scheme",
            "sources.<name>.variant",
            "sources.<name>.parameters",
            "sources.<name>.public_url",
            "sources.<name>.signed",
            "sources.<name>.tolerance",
            "sources.<name>.timestamp_format",
            "sources.<name>.item",
            "sources.<name>.requires[].matches",
            "sources.<name>.handshakes[].reply",
            "sources.<name>.algorithms",
            "sources.<name>.required_components");
  }

  @Test
  void documentsTheSettingsThatMostProvidersHave() {
    assertThat(ConfigReference.of(Sources::read).markdown())
        .contains("| `sources.<name>.answer` | whole number, 200 to 204 | `202` |")
        .contains("| `sources.<name>.ack_deadline` | duration, 100ms to 30s | `2s` |");
  }

  private static RawRequest signed(Source source, String... headers) {
    RawRequest request = Requests.post("{}", headers);
    var added = source.signer().orElseThrow().sign(request, "m-1", Requests.NOW);
    return Requests.withHeadersOf(request, added);
  }

  private static Verdict verdict(Source source, RawRequest request) {
    return source.verifier().verify(request, Circumstances.at(Requests.NOW));
  }

  private static Source read(String source) {
    return Configs.valid("sources:\n  " + source, ENVIRONMENT).all().iterator().next();
  }

  private static NameRule place(String text) {
    return NameRule.parse(text).orThrow();
  }
}
