package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway is stopped while senders go on, as by every update; see also RollingRestartTest. */
@WithBroker
class ShutdownUnderLoadTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final int SENDERS = 20;
  private static final Duration NOTICE = Duration.ofSeconds(3);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void sigtermLosesNothingThatWasAnsweredYesAndFailsNobodyBeforeTheNoticeIsOver(Broker broker)
      throws Exception {
    String topic = broker.topic("sigterm");
    try (GatewayProcess gateway =
            GatewayProcess.start(
                folder, broker.bootstrapServers(), yaml(topic), Map.of("S", SECRET), "256m");
        SteadySenders senders = new SteadySenders(gateway::httpPort, "hub", SECRET, 1)) {
      senders.start(SENDERS);
      awaitMore(senders, 200);
      long asked = System.nanoTime();
      Duration took = gateway.process().terminate(GRACE.plusSeconds(10));
      senders.awaitAll();
      assertThat(took).isBetween(NOTICE, GRACE);
      assertThat(senders.troubles())
          .as("the one that each sender ends with")
          .hasSize(SENDERS)
          .allSatisfy(trouble ->
              assertThat(Duration.ofNanos(trouble.atNanos() - asked))
                  .as(trouble.toString())
                  .isGreaterThan(NOTICE));
      assertThat(senders.farewells()).isGreaterThanOrEqualTo(SENDERS);
      assertThat(stored(broker, topic)).containsAll(senders.accepted());
      assertThat(gateway.process().output())
          .containsSubsequence(
              "\"lifecycle.stopped\",\"part\":\"notice\"",
              "\"lifecycle.stopped\",\"part\":\"HTTP edge\"",
              "\"lifecycle.stopped\",\"part\":\"Kafka producer\"",
              "\"lifecycle.stopped\",\"part\":\"ops server\"",
              "gateway.stopped");
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce(Broker broker) throws Exception {
    String yaml = yaml(broker.topic("twice")).replace("3s", "5m").replace("30s", "10m");
    try (GatewayProcess gateway =
        GatewayProcess.start(
            folder, broker.bootstrapServers(), yaml, Map.of("S", SECRET), "256m")) {
      gateway.process().askToEnd();
      gateway.process().await("lifecycle.stopping.*notice", PATIENCE);
      gateway.process().askToEnd();
      assertThat(gateway.process().exitCode(PATIENCE)).isEqualTo(143);
    }
  }

  private static void awaitMore(SteadySenders senders, int events) {
    int before = senders.accepted().size();
    eventually(
        PATIENCE,
        () -> assertThat(senders.accepted()).hasSizeGreaterThanOrEqualTo(before + events));
  }

  private static Set<String> stored(Broker broker, String topic) {
    Set<String> ids = new HashSet<>();
    try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), topic)) {
      reader.rest(
          record -> ids.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8)));
    }
    return ids;
  }

  private static String yaml(String topic) {
    return """
    shutdown: {notice: 3s, grace: 30s}
    sources:
      hub: {scheme: github, secrets: [env:S], topic: %s}
    """
        .formatted(topic);
  }
}
