package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.RejectedHooks;
import io.sluice.testing.Broker;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.sluice.testing.WithBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a source may send, and what its bodies must be like, through the real port. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceRulesTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private static final String YAML =
      """
      proxies: {trusted: [127.0.0.1]}
      sources:
        rule-rate: {scheme: token, token: 'header:X-T', secrets: [env:S], rate: {requests: 1}}
        rule-bytes: {scheme: token, token: 'header:X-T', secrets: [env:S],
          rate: {bytes: 10, bytes_burst: 10}}
        rule-address: {scheme: token, token: 'header:X-T', secrets: [env:S],
          allow_from: [203.0.113.0/24]}
        rule-type: {scheme: token, token: 'header:X-T', secrets: [env:S],
          content_types: [application/json], format: raw}
        rule-gzip: {scheme: github, secrets: [env:S], type: 'body:/type', content_max: 1KiB}
        rule-url: {scheme: hmac, signature: 'header:X-S', encoding: base64, signed: '{url}{body}',
          secrets: [env:S], format: raw}
        rule-json: {scheme: token, token: 'header:X-T', secrets: [env:S], payload: {form: json}}
        rule-tag: {scheme: token, token: 'header:X-T', secrets: [env:S], format: raw,
          payload: {form: json, on_invalid: tag}}
        rule-aside: {scheme: token, token: 'header:X-T', secrets: [env:S],
          payload: {form: json, on_invalid: quarantine}}
        rule-split: {scheme: token, token: 'header:X-T', secrets: [env:S], format: raw,
          type: 'body:/events/*/kind', id: 'body:/events/*/id',
          payload: {split: true, list: /events}}
        rule-path: {scheme: token, token: 'path:1', secrets: [env:S]}
      """;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private GatewayUnderTest gateway;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private Broker broker;

  @BeforeAll
  void start(Broker shared) {
    broker = shared;
    gateway =
        GatewayUnderTest.start(
            shared.bootstrapServers(), YAML, Map.of("S", SECRET), InstantSource.system());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aSourceAboveItsRateIsToldWhenToComeBack() {
    List<RawAnswer.Response> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(post("rule-rate", "{}"));
    }
    assertThat(answers.getFirst().status()).isEqualTo(202);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 429)
        .isNotEmpty()
        .allSatisfy(answer ->
            assertThat(answer.header("retry-after"))
                .singleElement()
                .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isPositive()));
  }

  @Test
  void bytesAreCountedToo() {
    assertThat(post("rule-bytes", "x".repeat(1000)).status()).isEqualTo(202);
    assertThat(post("rule-bytes", "x").status()).isEqualTo(429);
  }

  @Test
  void callersOfOtherAddressesAreToldNothing() {
    assertThat(post("rule-address", "{}").status()).isEqualTo(401);
    assertThat(post("rule-address", "{}", "X-Forwarded-For: 198.51.100.7").status()).isEqualTo(401);
    assertThat(post("rule-address", "{}", "X-Forwarded-For: 203.0.113.7").status()).isEqualTo(202);
  }

  @Test
  void otherMediaTypesAndCodingsAreRefused() {
    assertThat(post("rule-type", "{}", "Content-Type: text/html").status()).isEqualTo(415);
    assertThat(post("rule-type", "{}", "Content-Type: application/json").status()).isEqualTo(202);
    assertThat(
            post("rule-type", "{}", "Content-Type: application/json", "Content-Encoding: br")
                .status())
        .isEqualTo(415);
  }

  @Test
  void aCompressedBodyIsSignedAndStoredAsSentAndNamedByWhatItSays() throws Exception {
    byte[] body = gzip("{\"type\":\"packed\"}");
    String proof = "X-Hub-Signature-256: sha256=" + hex(mac("HmacSHA256", body));
    assertThat(send("rule-gzip", body, proof, "Content-Encoding: gzip").status()).isEqualTo(202);
    try (TopicReader topic =
        TopicReader.fromBeginning(broker.bootstrapServers(), "webhooks.rule-gzip")) {
      assertThat(header(topic.next(), "ce_type")).isEqualTo("packed");
    }
    byte[] bomb = gzip("{\"type\":\"" + " ".repeat(100_000) + "\"}");
    String right = "X-Hub-Signature-256: sha256=" + hex(mac("HmacSHA256", bomb));
    assertThat(send("rule-gzip", bomb, right, "Content-Encoding: gzip").status()).isEqualTo(422);
  }

  @Test
  void theUrlIsWhatTheTrustedProxySays() throws Exception {
    byte[] signed = "https://hooks.example.com/in/rule-url?a=1{}".getBytes(UTF_8);
    String proof = "X-S: " + Base64.getEncoder().encodeToString(mac("HmacSHA256", signed));
    String[] forwarded = {proof, "X-Forwarded-Proto: https", "X-Forwarded-Host: hooks.example.com"};
    assertThat(send("rule-url?a=1", "{}".getBytes(UTF_8), forwarded).status()).isEqualTo(202);
    assertThat(send("rule-url?a=2", "{}".getBytes(UTF_8), forwarded).status()).isEqualTo(401);
    assertThat(send("rule-url?a=1", "{}".getBytes(UTF_8), proof).status()).isEqualTo(401);
  }

  @Test
  void anInvalidBodyIsRefusedTaggedOrPutAside() {
    assertThat(post("rule-json", "{\"a\":").status()).isEqualTo(422);
    assertThat(post("rule-json", "{\"a\":1}").status()).isEqualTo(202);

    assertThat(post("rule-tag", "{\"a\":").status()).isEqualTo(202);
    try (TopicReader topic =
        TopicReader.fromBeginning(broker.bootstrapServers(), "webhooks.rule-tag")) {
      ConsumerRecord<byte[], byte[]> tagged = topic.next();
      assertThat(new String(tagged.value(), UTF_8)).isEqualTo("{\"a\":");
      assertThat(header(tagged, "sluice-invalid")).isNotBlank();
    }

    try (TopicReader rejects =
        TopicReader.fromNow(broker.bootstrapServers(), "webhooks.rejected")) {
      RawAnswer.Response answer = post("rule-aside", "{\"b\":");
      assertThat(answer.status()).isEqualTo(202);
      assertThat(RejectedHooks.decode(rejects.next().value()))
          .isInstanceOfSatisfying(
              RejectedHooks.Read.Hook.class,
              read -> {
                assertThat(read.hook().source()).isEqualTo("rule-aside");
                assertThat(answer.header("sluice-request-id")).containsExactly(read.hook().id());
                assertThat(read.hook().rejection().reason()).isEqualTo("invalid_payload");
              });
    }
  }

  @Test
  void aListBecomesOneEventForEachElement() {
    String body =
        """
        {"events": [{"id": "e1", "kind": "a"}, {"id": "e2", "kind": "b"}]}\
        """;
    assertThat(post("rule-split", body).status()).isEqualTo(202);
    assertThat(post("rule-split", body).status()).isEqualTo(202);
    try (TopicReader topic =
        TopicReader.fromBeginning(broker.bootstrapServers(), "webhooks.rule-split")) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      topic.rest(records::add);
      assertThat(records).extracting(r -> header(r, "ce_id")).containsExactlyInAnyOrder("e1", "e2");
      assertThat(records).extracting(r -> header(r, "ce_type")).containsExactlyInAnyOrder("a", "b");
      assertThat(records)
          .extracting(r -> new String(r.value(), UTF_8))
          .contains("{\"id\": \"e1\", \"kind\": \"a\"}");
    }
  }

  @Test
  void aTokenInThePathIsNotStored() {
    assertThat(send("rule-path/" + SECRET, "{}".getBytes(UTF_8)).status()).isEqualTo(202);
    assertThat(send("rule-path/other", "{}".getBytes(UTF_8)).status()).isEqualTo(401);
    try (TopicReader topic =
        TopicReader.fromBeginning(broker.bootstrapServers(), "webhooks.rule-path")) {
      assertThat(new String(topic.next().value(), UTF_8)).doesNotContain(SECRET).contains("***");
    }
  }

  private RawAnswer.Response post(String source, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("X-T: " + SECRET);
    return send(source, body.getBytes(UTF_8), all.toArray(String[]::new));
  }

  private RawAnswer.Response send(String target, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder("POST /in/" + target + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(UTF_8));
    request.writeBytes(body);
    try (RawHttp http = RawHttp.connect(gateway.port(), ANSWER_MAX)) {
      return http.send(request.toByteArray()).response();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] mac(String algorithm, byte[] content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), algorithm));
    return mac.doFinal(content);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
