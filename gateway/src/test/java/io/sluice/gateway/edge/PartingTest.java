package io.sluice.gateway.edge;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.edge.Admission.Door;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a connection after an answer: kept, or ended so that the answer arrives. */
class PartingTest {

  private static final String YAML =
      """
      sources:
        one: {scheme: token, token: 'header:X-Token', secrets: [env:S], body_max: 100KiB}
      """;

  private static final Duration SOON = Duration.ofSeconds(20);

  /** More than the buffers of both sockets hold: who writes it needs somebody who reads. */
  private static final int HUGE_BYTES = 16 << 20;

  @SuppressWarnings("NullAway.Init") // set before each test
  private EdgeUnderTest edge;

  @BeforeEach
  void start() throws Exception {
    edge = EdgeUnderTest.start(YAML);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void whileLeavingItStillStoresAndEndsTheConnectionWithTheAnswer() throws Exception {
    try (RawHttp http = edge.send("one", "{}")) {
      edge.door(Door.LEAVING);
      edge.log().next().stored();
      assertLast(http, 202);
    }
  }

  @Test
  void whileLeavingNothingIsProcessedThatCameAfterTheLastRequest() throws Exception {
    edge.door(Door.LEAVING);
    try (RawHttp http = edge.send("one", "first")) {
      http.send(EdgeUnderTest.request("one", "second"));
      edge.log().next().stored();
      assertLast(http, 202);
    }
    assertThat(edge.log().untaken()).isEmpty();
  }

  @Test
  void whoeverComesTooLateIsRefusedAndSentElsewhere() {
    edge.door(Door.STOPPING);
    try (RawHttp http = edge.send("one", "{}")) {
      RawAnswer.Response answer = assertLast(http, 503);
      assertThat(answer.header("retry-after")).containsExactly("3");
      assertThat(answer.text()).contains("stopping");
    }
  }

  @Test
  void whatIsInFlightWhenItStopsIsAnsweredBeforeItHasStopped() throws Exception {
    try (RawHttp http = edge.send("one", "{}");
        RawHttp idle = edge.connect()) {
      HeldLog.Held held = edge.log().next();
      edge.door(Door.STOPPING);
      Future<?> stopped = edge.stop();
      assertThat(idle.read()).isInstanceOf(RawAnswer.Closed.class);
      assertThat(stopped.isComplete()).isFalse();
      held.stored();
      assertLast(http, 202);
      eventually(SOON, () -> assertThat(stopped.succeeded()).isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 16777216", "Transfer-Encoding: chunked"})
  void whoWritesAHugeBodyBeforeReadingGetsTheRefusalAndThenTheEnd(String length) {
    try (RawHttp http = edge.connect()) {
      http.send(EdgeUnderTest.head("one", length)).send(body(length));
      assertThat(http.hungUp()).isFalse();
      assertLast(http, 413);
    }
  }

  private static byte[] body(String length) {
    String data = "x".repeat(HUGE_BYTES);
    return (length.startsWith("Content")
            ? data
            : Integer.toHexString(HUGE_BYTES) + "\r\n" + data + "\r\n0\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aHugeBodyThatNeverEndsIsNotReadForLong() {
    try (RawHttp http = edge.connect()) {
      http.send(EdgeUnderTest.head("one", "Content-Length: 99999999")).send("x");
      RawAnswer.Response answer = http.response();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).containsExactly("close");
      edge.pass(Duration.ofSeconds(2));
      assertThat(http.read()).isInstanceOf(RawAnswer.Closed.class);
    }
  }

  @Test
  void aSmallBodyIsDroppedAndTheConnectionKept() throws Exception {
    edge.store(StoreState.FULL);
    try (RawHttp http = edge.send("one", "x".repeat(60_000))) {
      RawAnswer.Response answer = http.response();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).containsExactly("3");
      assertThat(answer.header("connection")).isEmpty();
      edge.store(StoreState.TAKING);
      http.send(EdgeUnderTest.request("one", "{}"));
      edge.log().next().stored();
      assertThat(http.response().status()).isEqualTo(202);
    }
  }

  @Test
  void isRefusedBeforeTheBodyWhereNothingCanBeStored() {
    edge.store(StoreState.FULL);
    try (RawHttp http = edge.connect()) {
      http.send(EdgeUnderTest.head("one", "Content-Length: 100000"));
      assertThat(http.response().status()).isEqualTo(503);
    }
  }

  /** Whether the body comes all the same is up to the sender: what follows could be either. */
  @Test
  void whoAskedBeforeSendingItsBodyIsRefusedForGood() {
    edge.store(StoreState.FULL);
    try (RawHttp http = edge.connect()) {
      http.send(EdgeUnderTest.head("one", "Content-Length: 10\r\nExpect: 100-continue"));
      RawAnswer.Response answer = http.response();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("connection")).containsExactly("close");
      edge.pass(Duration.ofSeconds(2));
      assertThat(http.read()).isInstanceOf(RawAnswer.Closed.class);
    }
  }

  @Test
  void whileItGoesOnConnectionsAreKept() throws Exception {
    try (RawHttp http = edge.connect()) {
      for (int i = 0; i < 3; i++) {
        http.send(EdgeUnderTest.request("one", "{}"));
        edge.log().next().stored();
        RawAnswer.Response answer = http.response();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("connection")).isEmpty();
      }
    }
  }

  /** The answer that ends the connection, and its end. */
  private static RawAnswer.Response assertLast(RawHttp http, int status) {
    RawAnswer.Response answer = http.response();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("connection")).containsExactly("close");
    assertThat(http.read()).isInstanceOf(RawAnswer.Closed.class);
    return answer;
  }
}
