package io.sluice.gateway.edge;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.edge.HeldLog.Held;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is answered, remembered and released, depending on what becomes of each record. */
class AppendsTest {

  private static final String YAML =
      """
      sources:
        one: {scheme: token, token: 'header:X-Token', secrets: [env:S], ack_deadline: 2s}
        list:
          scheme: token
          token: header:X-Token
          secrets: [env:S]
          id: body:/*/id
          payload: {split: true, list: ''}
      """;

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String EVENT = "{\"id\":\"e1\"}";
  private static final String THREE = "[{\"id\":\"e1\"},{\"id\":\"e2\"},{\"id\":\"e3\"}]";

  /** The first, the sixteen that may wait for it, and one too many. */
  private static final int CROWD = 18;

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
  void aBatchIsAnsweredYesWhenTheLastOfItIsStored() throws Exception {
    try (RawHttp http = edge.send("list", THREE)) {
      List<Held> three = List.of(edge.log().next(), edge.log().next(), edge.log().next());
      assertThat(three).extracting(Held::eventId).containsExactly("e1", "e2", "e3");
      three.get(2).stored();
      three.get(0).stored();
      three.get(1).stored();
      RawAnswer.Response answer = http.response();
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.header("sluice-event-id")).containsExactly("e1");
    }
    releasesAll();
  }

  @Test
  void aBatchOfWhichOneIsLostIsNotAnsweredYesAndOnlyThatOneIsAppendedAgain() throws Exception {
    try (RawHttp http = edge.send("list", THREE)) {
      edge.log().next().stored();
      edge.log().next().lost();
      edge.log().next().stored();
      RawAnswer.Response answer = http.response();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).containsExactly("3");
      assertThat(answer.header("sluice-ack")).isEmpty();
    }
    counts("sluice_hooks_total{outcome=\"not_stored\",source=\"list\"} 1.0");
    try (RawHttp retry = edge.send("list", THREE)) {
      Held lost = edge.log().next();
      assertThat(lost.eventId()).isEqualTo("e2");
      lost.stored();
      assertThat(retry.response().status()).isEqualTo(202);
    }
    assertThat(edge.log().untaken()).isEmpty();
    counts("sluice_hook_duplicates_total{source=\"list\"} 2.0");
    releasesAll();
  }

  @Test
  void aBatchOfNothingButRepetitionsIsAnsweredAsItWasAndCalledADuplicate() throws Exception {
    List<RawAnswer.Header> first;
    try (RawHttp http = edge.send("list", THREE)) {
      for (int i = 0; i < 3; i++) {
        edge.log().next().stored();
      }
      first = lasting(http.response());
    }
    assertThat(edge.metrics()).doesNotContain("outcome=\"duplicate\"");
    RawAnswer.Response again = edge.post("list", THREE);
    assertThat(again.status()).isEqualTo(202);
    assertThat(lasting(again)).isEqualTo(first);
    assertThat(edge.log().untaken()).isEmpty();
    counts("sluice_hooks_total{outcome=\"duplicate\",source=\"list\"} 1.0");
    counts("sluice_hook_duplicates_total{source=\"list\"} 3.0");
    releasesAll();
  }

  @Test
  void anEventTwiceInOneBatchIsAppendedOnce() throws Exception {
    try (RawHttp http = edge.send("list", "[{\"id\":\"e1\"},{\"id\":\"e1\"}]")) {
      edge.log().next().stored();
      assertThat(http.response().status()).isEqualTo(202);
    }
    assertThat(edge.log().untaken()).isEmpty();
    counts("sluice_hook_duplicates_total{source=\"list\"} 1.0");
  }

  @Test
  void whatIsStoredAfterItsDeadlineIsReleasedThenAndRemembered() throws Exception {
    Held held = answeredLate();
    assertThat(edge.guards().bytesHeld()).as("what the log holds").isPositive();
    held.stored();
    releasesAll();
    assertThat(edge.post("one", EVENT).status()).isEqualTo(202);
    assertThat(edge.log().untaken()).isEmpty();
    assertThat(edge.metrics()).as("the answer was no").doesNotContain("outcome=\"stored\"");
  }

  @Test
  void whatIsLostAfterItsDeadlineIsReleasedThenAndForgotten() throws Exception {
    answeredLate().lost();
    releasesAll();
    try (RawHttp retry = edge.send("one", EVENT)) {
      edge.log().next().stored();
      assertThat(retry.response().status()).isEqualTo(202);
    }
  }

  @Test
  void whoRepeatsAnEventAfterItsDeadlineIsAnsweredWithTheFirstAppend() throws Exception {
    Held held = answeredLate();
    try (RawHttp retry = edge.send("one", EVENT)) {
      held.stored();
      assertThat(retry.response().status()).isEqualTo(202);
    }
    assertThat(edge.log().untaken()).isEmpty();
    releasesAll();
  }

  @Test
  void sixteenWaitForTheFirstAndAreAnsweredWithItWhileOneMoreIsSentAway() throws Exception {
    assertThat(statusesOfACrowd(Held::stored)).containsExactlyInAnyOrderElementsOf(crowd(202));
    assertThat(edge.log().untaken()).isEmpty();
    releasesAll();
  }

  @Test
  void whoWaitsForALostAppendIsSentAwayToo() throws Exception {
    assertThat(statusesOfACrowd(Held::lost)).containsExactlyInAnyOrderElementsOf(crowd(503));
    releasesAll();
    try (RawHttp retry = edge.send("one", EVENT)) {
      edge.log().next().stored();
      assertThat(retry.response().status()).isEqualTo(202);
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(new IllegalStateException("a bug"), new AssertionError("a broken machine"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aLogThatBreaksDoesNotKeepTheEventFromComingAgain(Throwable failure) throws Exception {
    edge.log().breakNextWith(failure);
    try (RawHttp http = edge.send("one", EVENT)) {
      eventually(SOON, () -> assertThat(edge.log().isBroken()).isTrue());
      edge.pass(Duration.ofSeconds(3));
      assertThat(http.response().status()).isEqualTo(503);
    }
    try (RawHttp retry = edge.send("one", EVENT)) {
      edge.log().next().stored();
      assertThat(retry.response().status()).isEqualTo(202);
    }
  }

  /** A record that hangs, and whose request was answered when its time was over. */
  private Held answeredLate() throws InterruptedException {
    try (RawHttp http = edge.send("one", EVENT)) {
      Held held = edge.log().next();
      edge.pass(Duration.ofSeconds(3));
      RawAnswer.Response answer = http.response();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("sluice-event-id")).containsExactly("e1");
      return held;
    }
  }

  /** One too many says by its answer that all the others are waiting; then the first ends. */
  private List<Integer> statusesOfACrowd(Consumer<Held> end) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> crowd = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        crowd.add(threads.submit(() -> edge.post("one", EVENT).status()));
      }
      Held first = edge.log().next();
      eventually(SOON, () -> assertThat(crowd).filteredOn(Future::isDone).hasSize(1));
      end.accept(first);
      for (Future<Integer> one : crowd) {
        statuses.add(one.get());
      }
    }
    return statuses;
  }

  private static List<Integer> crowd(int status) {
    List<Integer> statuses = new ArrayList<>(List.of(503));
    while (statuses.size() < CROWD) {
      statuses.add(status);
    }
    return statuses;
  }

  private void releasesAll() {
    eventually(SOON, () -> assertThat(edge.guards().bytesHeld()).isZero());
  }

  /** A request is counted right after its answer. */
  private void counts(String metric) {
    eventually(SOON, () -> assertThat(edge.metrics()).contains(metric));
  }

  /** Its headers but those that tell one request from another, and where it was stored just now. */
  private static List<RawAnswer.Header> lasting(RawAnswer.Response answer) {
    return answer.headers().stream()
        .filter(h -> !h.name().equals("sluice-request-id") && !h.name().equals("sluice-ack"))
        .toList();
  }
}
