package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.Verdict;
import io.sluice.platform.config.ConfigReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("A", "secret-a", "B", "secret-b", "BLANK", " ", "PUBLIC", "whpk_AAEC");

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
            """);

    assertThat(source.topic()).isEqualTo("shop.events");
    assertThat(source.format()).isEqualTo(WireFormat.RAW);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scheme: githup, secrets: [env:A]                          | `github`
          scheme: nothing-like-it, secrets: [env:A]                 | standardwebhooks
          secrets: [env:A]                                          | s.scheme: is missing
          scheme: github                                            | no secret, no proof
          scheme: github, secrets: []                               | no secret, no proof
          scheme: github, secrets: [env:BLANK]                      | env:BLANK is empty
          scheme: github, secrets: [env:NOT_SET]                    | env:NOT_SET is not set
          scheme: svix, secrets: [env:PUBLIC]                       | is no Ed25519
          scheme: svix, secrets: [env:A]                            | env:A is not base64
          scheme: basic, secrets: [env:A]                           | env:A has no colon
          scheme: github, variant: sha1, secrets: [env:A]           | `sha1`; known: legacy-sha1
          scheme: stripe, variant: v0, secrets: [env:A]             | stripe has no variants
          scheme: github, tolerance: 5m, secrets: [env:A]           | signs no time
          scheme: github, header: X, secrets: [env:A]               | unknown key `header`
          scheme: github, answer: 201, secrets: [env:A]             | write 200, 202 or 204
          scheme: github, body_max: 9MiB, secrets: [env:A]          | s.body_max
          scheme: github, ack_deadline: 10ms, secrets: [env:A]      | s.ack_deadline
          scheme: github, topic: a/b, secrets: [env:A]              | only letters
          scheme: github, topic: webhooks.rejected, secrets: [env:A]| serves another purpose
          scheme: github, type: X-Event, secrets: [env:A]           | write header:Name
          scheme: hmac, secrets: [env:A]                            | s.header: is missing
          scheme: hmac, header: a b, secrets: [env:A]               | is not a header name
          scheme: hmac, header: S, signed: "{url}", secrets: [env:A]| {url} is not known
          scheme: hmac, header: S, signed: "x", secrets: [env:A]    | anybody could change it
          scheme: hmac, header: S, signed: "{timestamp}{body}", secrets: [env:A] | where it stands
          scheme: hmac, header: S, timestamp_header: T, secrets: [env:A] | timestamp is not signed
          scheme: hmac, header: S, encoding: utf8, secrets: [env:A] | s.encoding
          scheme: hmac, header: S, layout: items, secrets: [env:A]  | s.item: is missing
          scheme: hmac, header: S, secret_encoding: hex, secrets: [env:A] | env:A is not hex
          scheme: hmac, header: S, algorithm: md5, secrets: [env:A] | s.algorithm
          scheme: ed25519, header: S, secret_encoding: utf8, secrets: [env:A] | s.secret_encoding
          """)
  void saysWhatIsWrong(String source, String help) {
    List<String> faults = Configs.faults("sources: {s: {" + source + "}}", ENVIRONMENT);

    assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(help));
    assertThat(faults).noneSatisfy(fault -> assertThat(fault).contains("secret-a"));
  }

  @Test
  void keepsTheTopicOfTheRejectsFree() {
    assertThat(
            Configs.faults("sources: {rejected: {scheme: github, secrets: [env:A]}}", ENVIRONMENT))
        .singleElement()
        .asString()
        .contains("'rejected'");
  }

  @Test
  void documentsAllOfItsKeys() {
    assertThat(ConfigReference.of(Sources::read).rows())
        .extracting(Object::toString)
        .map(row -> row.replaceAll("\\s+", " "))
        .anySatisfy(row -> assertThat(row).contains("sources.<name>.scheme"))
        .anySatisfy(row -> assertThat(row).contains("sources.<name>.variant"))
        .anySatisfy(row -> assertThat(row).contains("sources.<name>.signed"))
        .anySatisfy(row -> assertThat(row).contains("sources.<name>.tolerance"))
        .anySatisfy(row -> assertThat(row).contains("sources.<name>.timestamp_unit"))
        .anySatisfy(row -> assertThat(row).contains("sources.<name>.item"));
  }

  private static Source read(String source) {
    return Configs.valid(
            "sources:\n  " + source,
            Map.of("A", "secret-a", "B", "secret-b", "USER", "user:password"))
        .all()
        .iterator()
        .next();
  }

  private static NameRule place(String text) {
    return NameRule.parse(text).orThrow();
  }
}
