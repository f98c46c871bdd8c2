package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.sluice.testing.WithBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Senders that break the rules get a clear answer or the door, and the service goes on. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHttpTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Of the budget of 1 MiB one source gets less than half: three of the bodies here fit. */
  private static final double ALMOST_FULL = 400_000;

  private static final String YAML =
      """
      limits: {head_timeout: 2s, body_timeout: 2s, keep_alive: 3s, in_flight_max: 1MiB}
      sources:
        hub: {scheme: github, secrets: [env:S], body_max: 64KiB, topic: webhooks.hostile}
        door: {scheme: basic, secrets: [env:DOOR], body_max: 64KiB, topic: webhooks.hostile}
      """;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private GatewayUnderTest gateway;

  private int eventsSent;

  @BeforeAll
  void start(Broker broker) {
    gateway =
        GatewayUnderTest.start(
            broker.bootstrapServers(),
            YAML,
            Map.of("S", SECRET, "DOOR", "user:password"),
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  static Stream<Map.Entry<String, Integer>> malformed() {
    String host = "Host: x\r\n";
    return Stream.of(
        Map.entry("\0\1\2\3\r\n\r\n", 400),
        Map.entry("POST /in/hub HTTP/1.1\r\n" + host + "no colon here\r\n\r\n", 400),
        Map.entry("POST /in/hub HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400),
        Map.entry("POST /in/hub HTTP/1.1\r\n" + host + "Content-Length: 1x\r\n\r\n", 400),
        Map.entry(
            "POST /in/hub HTTP/1.1\r\n"
                + host
                + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            400),
        Map.entry("POST /in/" + "a".repeat(9000) + " HTTP/1.1\r\n" + host + "\r\n", 414),
        Map.entry(
            "POST /in/hub HTTP/1.1\r\n" + host + "X: " + "y".repeat(40_000) + "\r\n\r\n", 431),
        Map.entry(
            "POST /in/hub HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n", 400));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoHttpIsRefusedAndTheConnectionEnds(Map.Entry<String, Integer> bad) {
    try (RawHttp http = connect()) {
      RawAnswer answer = http.send(bad.getKey()).read();
      assertThat(answer).isNotInstanceOf(RawAnswer.Silence.class);
      if (answer instanceof RawAnswer.Response response) {
        assertThat(response.status()).isEqualTo(bad.getValue());
      }
    }
    goesOn();
  }

  @Test
  void anAnnouncedBodyAboveTheLimitIsRefusedBeforeItIsSent() {
    try (RawHttp http = connect()) {
      assertThat(http.send(head("Content-Length: 999999999\r\n")).response().status())
          .isEqualTo(413);
    }
    goesOn();
  }

  @Test
  void aChunkedBodyAboveTheLimitIsRefusedToo() {
    try (RawHttp http = connect()) {
      http.send(head("Transfer-Encoding: chunked\r\n"));
      String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
      for (int i = 0; i < 5; i++) {
        http.send(chunk);
      }
      assertThat(http.response().status()).isEqualTo(413);
    }
    goesOn();
  }

  @Test
  void whoWaitsForContinueIsRefusedInsteadOfAskedForTheBody() {
    try (RawHttp http = connect()) {
      String head = head("Content-Length: 999999\r\nExpect: 100-continue\r\n");
      assertThat(http.send(head).response().status()).isEqualTo(413);
    }
  }

  @Test
  void whoWaitsForContinueGetsItWhereTheBodyIsWelcome() {
    try (RawHttp http = connect()) {
      http.send(head("Content-Length: 2\r\nExpect: 100-continue\r\n"));
      assertThat(http.response().status()).isEqualTo(100);
      assertThat(http.send("{}").response().status()).isEqualTo(401);
    }
  }

  @Test
  void aBodyThatDripsInIsCutOffWith408() {
    try (RawHttp http = connect()) {
      http.send(head("Content-Length: 1000\r\n"));
      http.sendSlowly(new byte[200], 1, Duration.ofMillis(20));
      assertThat(http.response().status()).isEqualTo(408);
    }
    goesOn();
  }

  @Test
  void aHeadThatDripsInIsHungUpOn() {
    try (RawHttp http = connect()) {
      http.sendSlowly(
          "POST /in/hub HTTP/1.1\r\nX: ".repeat(20).getBytes(StandardCharsets.US_ASCII),
          1,
          Duration.ofMillis(20));
      assertThat(http.read()).isInstanceOf(RawAnswer.Closed.class);
    }
    goesOn();
  }

  @Test
  void aSilentConnectionIsHungUpOn() {
    try (RawHttp http = connect()) {
      assertThat(http.read()).isInstanceOf(RawAnswer.Closed.class);
    }
  }

  @Test
  void aFullBudgetRefusesWith503BeforeTheBodyAndRecovers() {
    RawHttp[] holders = new RawHttp[12];
    for (int i = 0; i < holders.length; i++) {
      holders[i] = connect().send(head("Content-Length: 65000\r\n")).send("x");
    }
    OpsPage ops = new OpsPage(gateway.opsPort());
    eventually(
        PATIENCE, () -> assertThat(ops.metric("sluice_inflight_bytes")).isGreaterThan(ALMOST_FULL));
    try (RawHttp http = connect()) {
      RawAnswer.Response answer = http.send(head("Content-Length: 65000\r\n")).response();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).hasSize(1);
    } finally {
      for (RawHttp holder : holders) {
        holder.close();
      }
    }
    eventually(PATIENCE, this::goesOn);
  }

  @Test
  void unknownPathsAndMethodsGetTheirAnswers() {
    assertThat(status("POST /in/nobody HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
        .as("as for a source that there is")
        .isEqualTo(401);
    assertThat(status("POST /elsewhere HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(404);
    try (RawHttp http = connect()) {
      RawAnswer.Response answer =
          http.send("DELETE /in/hub HTTP/1.1\r\nHost: x\r\n\r\n").response();
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("allow")).containsExactly("POST");
    }
  }

  @Test
  void aRefusedBasicSenderIsAskedForItsPassword() {
    try (RawHttp http = connect()) {
      RawAnswer.Response answer =
          http.send("POST /in/door HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").response();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("www-authenticate"))
          .containsExactly("Basic realm=\"sluice\", charset=\"UTF-8\"");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTurn() {
    String one = "POST /elsewhere HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    String two = head("Content-Length: 2\r\n") + "{}";
    try (RawHttp http = connect()) {
      http.send(one + two + one);
      assertThat(http.response().status()).isEqualTo(404);
      assertThat(http.response().status()).isEqualTo(401);
      assertThat(http.response().status()).isEqualTo(404);
    }
  }

  /** Takes a new event each time, for a repetition would not get as far as Kafka. */
  private void goesOn() {
    try (KeepAliveSender sender = new KeepAliveSender(gateway.port(), "hub", SECRET)) {
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      assertThat(sender.post("still-here-" + ++eventsSent, body).status()).isEqualTo(202);
    } catch (Exception e) {
      throw new AssertionError("the service does not go on", e);
    }
  }

  private int status(String request) {
    try (RawHttp http = connect()) {
      return http.send(request).response().status();
    }
  }

  private static String head(String headers) {
    return "POST /in/hub HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  private RawHttp connect() {
    return RawHttp.connect(gateway.port(), PATIENCE);
  }
}
