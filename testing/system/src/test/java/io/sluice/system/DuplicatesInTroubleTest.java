package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.BrokerBehindLink;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Repetitions that come while the event itself is still on its way, or did not arrive; without a
 * journal, which would say yes to it at once.
 */
@Tag("broker")
class DuplicatesInTroubleTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final String TOPIC = "webhooks.hub";
  private static final Hook EVENT = Hook.github("hub", SECRET, "event-1", "{}");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** So many copies that some find sixteen others waiting for the first. */
  private static final int COPIES = 200;

  @Test
  void twoHundredCopiesAtOnceAreOneRecordAndEachIsAnsweredYesInTheEnd() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker, "10s")) {
      broker.link().delay(Duration.ofMillis(150));
      List<RawAnswer.Response> answers = postAtOnce(gateway.port());
      broker.link().restore();
      List<RawAnswer.Response> refused =
          answers.stream().filter(answer -> answer.status() != 202).toList();
      assertThat(answers).hasSize(COPIES);
      assertThat(refused).as("whom nobody waits for").isNotEmpty().hasSizeLessThan(COPIES);
      assertThat(refused)
          .allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).hasSize(1);
          });
      for (int i = 0; i < refused.size(); i++) {
        assertThat(EVENT.postTo(gateway.port()).status()).as("retry " + i).isEqualTo(202);
      }
      assertThat(storedIds(broker)).containsExactly("event-1");
      countsDuplicates(gateway, COPIES - 1);
    }
  }

  /** The retries wait for what the client still holds, and are answered when that arrives. */
  @Test
  void anEventThatArrivesAfterItsAnswerIsNotStoredAgainForItsRetry() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker, "1s")) {
      broker.link().blackHole();
      assertThat(EVENT.postTo(gateway.port()).status()).isEqualTo(503);
      broker.link().restore();
      storesTheRetry(gateway);
      assertThat(storedIds(broker)).isNotEmpty().containsOnly("event-1").hasSizeLessThan(3);
    }
  }

  @Test
  void anEventThatWasGivenUpIsStoredByItsRetry() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker, "1s")) {
      broker.link().blackHole();
      assertThat(EVENT.postTo(gateway.port()).status()).isEqualTo(503);
      OpsPage ops = new OpsPage(gateway.opsPort());
      eventually(PATIENCE, () -> assertThat(ops.metric("sluice_inflight_bytes")).isZero());
      assertThat(ops.metric("sluice_duplicate_window_events")).as("what failed").isZero();
      broker.link().restore();
      storesTheRetry(gateway);
      assertThat(storedIds(broker)).isNotEmpty().containsOnly("event-1").hasSizeLessThan(3);
      assertThat(ops.metric("sluice_duplicate_window_events")).isEqualTo(1);
    }
  }

  private static GatewayUnderTest start(BrokerBehindLink broker, String ackDeadline) {
    String yaml =
        """
        journal: {enabled: false}
        sources:
          hub: {scheme: github, secrets: [env:S], ack_deadline: %s}
        """
            .formatted(ackDeadline);
    return GatewayUnderTest.start(
        broker.bootstrapServers(), yaml, Map.of("S", SECRET), InstantSource.system());
  }

  private static void storesTheRetry(GatewayUnderTest gateway) {
    eventually(
        PATIENCE,
        () -> {
          RawAnswer.Response answer = EVENT.postTo(gateway.port());
          assertThat(answer.status()).isEqualTo(202);
          assertThat(answer.header("sluice-event-id")).containsExactly("event-1");
        });
  }

  /** Each copy over a connection of its own; all are open before the first one is used. */
  private static List<RawAnswer.Response> postAtOnce(int port) throws Exception {
    CountDownLatch connected = new CountDownLatch(COPIES);
    List<RawAnswer.Response> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<RawAnswer.Response>> running = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        running.add(
            threads.submit(() -> {
              try (RawHttp http = RawHttp.connect(port, PATIENCE)) {
                connected.countDown();
                connected.await();
                return http.send(EVENT.bytes()).response();
              }
            }));
      }
      for (Future<RawAnswer.Response> copy : running) {
        answers.add(copy.get());
      }
    }
    return answers;
  }

  private static List<String> storedIds(BrokerBehindLink broker) {
    List<String> ids = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), TOPIC)) {
      reader.rest(
          record -> ids.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8)));
    }
    return ids;
  }

  /** A request is counted right after its answer. */
  private static void countsDuplicates(GatewayUnderTest gateway, int duplicates) {
    String metric = "sluice_hook_duplicates_total\\{source=\"hub\"\\}";
    OpsPage ops = new OpsPage(gateway.opsPort());
    eventually(PATIENCE, () -> assertThat(ops.metric(metric)).isEqualTo(duplicates));
  }
}
