package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.sluice.testing.WithBroker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody learns from an answer which sources there are, nor what was wrong with a request. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameAnswerTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final String YAML =
      """
      sources:
        hub: {scheme: github, secrets: [env:S], topic: webhooks.same}
        pay: {scheme: stripe, secrets: [env:S], topic: webhooks.same}
        shop: {scheme: token, token: 'header:X-Token', secrets: [env:S], topic: webhooks.same}
        door: {scheme: basic, secrets: [env:DOOR], topic: webhooks.same}
        own: {scheme: standardwebhooks, secrets: [env:WHSEC], topic: webhooks.same}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BODY = "{\"filler\":\"" + "x".repeat(2000) + "\"}";
  private static final Hook NOBODY = Hook.github("nobody", "wrong", "delivery-1", BODY);
  private static final Hook BADLY_SIGNED = Hook.github("hub", "wrong", "delivery-1", BODY);

  private static final int BATCHES = 60;
  private static final int BATCH = 50;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private GatewayUnderTest gateway;

  @BeforeAll
  void start(Broker broker) {
    String whsec = "whsec_" + Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    gateway =
        GatewayUnderTest.start(
            broker.bootstrapServers(),
            YAML,
            Map.of("S", SECRET, "DOOR", "user:password", "WHSEC", whsec),
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  /** Requests of which each is refused for another reason. */
  private static List<Hook> refused() {
    Instant now = Instant.now();
    return List.of(
        NOBODY,
        Hook.unsigned("nobody", BODY),
        Hook.unsigned("nobody/with/more", BODY),
        Hook.unsigned("", BODY),
        Hook.unsigned("HUB", BODY),
        BADLY_SIGNED,
        Hook.unsigned("hub", BODY),
        Hook.unsigned("hub/with/more", BODY),
        Hook.unsigned("hub", ""),
        Hook.unsigned("hub", BODY).with("X-Hub-Signature-256: sha256=no-hex"),
        BADLY_SIGNED.with("X-Hub-Signature-256: sha256=" + "0".repeat(64)),
        Hook.stripe("pay", SECRET, now.minus(Duration.ofHours(1)), BODY),
        Hook.stripe("pay", SECRET, now.plus(Duration.ofHours(1)), BODY),
        Hook.stripe("pay", "wrong", now, BODY),
        Hook.unsigned("pay", BODY),
        Hook.unsigned("shop", BODY).with("X-Token: " + SECRET + "x"),
        Hook.unsigned("shop", BODY),
        Hook.unsigned("door", BODY).with("Authorization: Basic dXNlcjp3cm9uZw=="),
        Hook.unsigned("door", BODY),
        Hook.unsigned("own", BODY).with("webhook-id: msg_1"));
  }

  @Test
  void whateverIsWrongTheAnswerIsByteForByteTheSame() {
    List<RawAnswer.Response> answers =
        refused().stream().map(hook -> hook.postTo(gateway.port())).toList();
    assertThat(answers).allSatisfy(SameAnswerTest::isARefusal);
    assertThat(answers.stream().map(Answered::of).distinct()).hasSize(1);
  }

  @Test
  void soItIsOnAConnectionThatIsKept() {
    try (RawHttp http = RawHttp.connect(gateway.port(), PATIENCE)) {
      List<RawAnswer.Response> answers =
          refused().stream().map(hook -> http.send(hook.bytes()).response()).toList();
      assertThat(answers).allSatisfy(SameAnswerTest::isARefusal);
      assertThat(answers.stream().map(Answered::of).distinct()).hasSize(1);
    }
  }

  private static void isARefusal(RawAnswer.Response answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).isEqualTo("{\"error\":\"the request could not be verified\"}\n");
    assertThat(answer.header("sluice-request-id"))
        .singleElement()
        .asString()
        .matches("[0-9a-z-]{20,40}");
    assertThat(answer.header("sluice-event-id")).isEmpty();
  }

  /** What is refused at the head says nothing either, as long as limits are the usual ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /in/%s HTTP/1.1\r\nHost: x\r\n\r\n",
        "PUT /in/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
        "OPTIONS /in/%s HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /in/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n",
        "POST /in/%s HTTP/1.1\r\nHost: x\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}",
        "POST /in/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/odd\r\nContent-Length: 2\r\n\r\n{}",
        "POST /in/%s HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}",
        "POST /in/%s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
      })
  void whatIsRefusedAtItsHeadIsRefusedTheSame(String request) {
    assertThat(Answered.of(exchange(request.formatted("nobody"))))
        .isEqualTo(Answered.of(exchange(request.formatted("hub"))));
  }

  private RawAnswer.Response exchange(String request) {
    try (RawHttp http = RawHttp.connect(gateway.port(), PATIENCE)) {
      return http.send(request).response();
    }
  }

  /**
   * The two kinds take turns, and only medians of the same moment are compared: what else the
   * machine does slows both down alike. That both kinds do the work is {@code SameWorkTest}'s.
   */
  @Test
  void whoMeasuresTheTimeLearnsNothingEither() {
    double[] ratios = new double[BATCHES];
    try (RawHttp http = RawHttp.connect(gateway.port(), PATIENCE)) {
      medianRatio(http, 500); // so that both are compiled
      for (int i = 0; i < BATCHES; i++) {
        ratios[i] = medianRatio(http, BATCH);
      }
    }
    double ratio = median(ratios);
    System.out.printf("time of an unknown source : of a bad signature = %.3f%n", ratio);
    assertThat(ratio).isBetween(0.8, 1.25);
  }

  private static double medianRatio(RawHttp http, int pairs) {
    double[] unknown = new double[pairs];
    double[] known = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      unknown[i] = nanosOf(http, NOBODY);
      known[i] = nanosOf(http, BADLY_SIGNED);
    }
    return median(unknown) / median(known);
  }

  private static double nanosOf(RawHttp http, Hook hook) {
    byte[] request = hook.bytes();
    long began = System.nanoTime();
    int status = http.send(request).response().status();
    long took = System.nanoTime() - began;
    assertThat(status).isEqualTo(401);
    return took;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
