package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.Broker;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.sluice.testing.WithBroker;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A gateway that is told to stop, seen by load balancers and senders. */
@WithBroker
class ShutdownTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void isNotReadyAtOnceButTakesRequestsUntilLoadBalancersHaveSeenIt(Broker broker)
      throws Exception {
    Duration notice = Duration.ofSeconds(4);
    try (GatewayUnderTest gateway = start(broker, "{notice: 4s, grace: 30s}");
        KeepAliveSender kept = new KeepAliveSender(gateway.port(), "hub", SECRET)) {
      OpsPage ops = new OpsPage(gateway.opsPort());
      assertThat(kept.post("before", "{}".getBytes(UTF_8)).headers())
          .doesNotContainKey("connection");
      CompletableFuture<Duration> closing = CompletableFuture.supplyAsync(gateway::stop);
      eventually(PATIENCE, () -> assertThat(ops.get("/readyz").status()).isEqualTo(503));
      assertThat(ops.get("/readyz").text()).contains("\"http\":\"stopping\"");
      assertThat(ops.get("/livez").status()).isEqualTo(200);
      assertStoredAndSentElsewhere(kept.post("kept", "{}".getBytes(UTF_8)));
      try (KeepAliveSender fresh = new KeepAliveSender(gateway.port(), "hub", SECRET)) {
        assertStoredAndSentElsewhere(fresh.post("new", "{}".getBytes(UTF_8)));
      }
      assertThat(closing).isNotDone();
      assertThat(closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isBetween(notice, Duration.ofSeconds(30));
      assertGone(gateway);
    }
  }

  private static void assertStoredAndSentElsewhere(KeepAliveSender.Answer answer) {
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).containsEntry("connection", "close");
  }

  @Test
  void whatIsUnderWayIsFinishedAndAnsweredWhileNobodyElseIsLetIn(Broker broker) throws Exception {
    byte[] request = Hook.github("hub", SECRET, "slow", "{\"a\":\"slow body\"}").bytes();
    int half = request.length - 5;
    try (GatewayUnderTest gateway = start(broker, "{notice: 0s, grace: 30s}");
        RawHttp slow = RawHttp.connect(gateway.port(), PATIENCE)) {
      slow.send(Arrays.copyOf(request, half));
      awaitInFlight(gateway);
      CompletableFuture<Duration> closing = CompletableFuture.supplyAsync(gateway::stop);
      eventually(PATIENCE, () -> assertGone(gateway));
      assertThat(closing).isNotDone();
      RawAnswer.Response answer =
          slow.send(Arrays.copyOfRange(request, half, request.length)).response();
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.header("connection")).containsExactly("close");
      assertThat(closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void aRequestThatNeverEndsDoesNotHoldItBeyondItsGrace(Broker broker) throws Exception {
    try (GatewayUnderTest gateway = start(broker, "{notice: 0s, grace: 2s}");
        RawHttp endless = RawHttp.connect(gateway.port(), PATIENCE)) {
      endless.send("POST /in/hub HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
      awaitInFlight(gateway);
      assertThat(gateway.stop())
          .as("the body could have taken a minute")
          .isLessThan(Duration.ofSeconds(10));
      assertThat(endless.read()).isInstanceOf(RawAnswer.Closed.class);
    }
  }

  @Test
  void whoWasNeverReadyGivesNoNotice(Broker broker) {
    String weak = "  topics: {partitions: 1, replication: 9, min_insync_replicas: 9}\n";
    try (GatewayUnderTest gateway =
        GatewayUnderTest.startUnready(
            broker.bootstrapServers(),
            weak + yaml("never-ready", "{notice: 5m, grace: 10m}"),
            Map.of("S", SECRET),
            InstantSource.system())) {
      assertThat(gateway.stop()).isLessThan(Duration.ofMinutes(1));
    }
  }

  private static void awaitInFlight(GatewayUnderTest gateway) {
    OpsPage ops = new OpsPage(gateway.opsPort());
    eventually(PATIENCE, () -> assertThat(ops.metric("sluice_inflight_bytes")).isPositive());
  }

  private static void assertGone(GatewayUnderTest gateway) {
    assertThatThrownBy(() -> RawHttp.connect(gateway.port(), PATIENCE).close())
        .isInstanceOf(UncheckedIOException.class);
  }

  private static GatewayUnderTest start(Broker broker, String shutdown) {
    return GatewayUnderTest.start(
        broker.bootstrapServers(),
        yaml("webhooks.shutdown", shutdown),
        Map.of("S", SECRET),
        InstantSource.system());
  }

  private static String yaml(String topic, String shutdown) {
    return """
    shutdown: %s
    limits: {body_timeout: 1m}
    sources:
      hub: {scheme: github, secrets: [env:S], topic: %s}
    """
        .formatted(shutdown, topic);
  }
}
