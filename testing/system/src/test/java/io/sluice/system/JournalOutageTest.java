package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.BrokerBehindLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka goes away: the journal says yes in its place, and brings everything to it afterwards. */
@Tag("broker")
@Tag("embedded")
class JournalOutageTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final String TOPIC = "webhooks.hub";
  private static final String YAML =
      """
      sources:
        hub: {scheme: github, secrets: [env:S], ack_deadline: 2s}
        quick: {scheme: github, secrets: [env:S], ack: journal}
        strict: {scheme: github, secrets: [env:S], ack: kafka, ack_deadline: 1s}
      """;

  private static final Duration RECOVERY_MAX = Duration.ofSeconds(40);

  @Test
  void whatAStoppedKafkaMissesItGetsInOrder() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker)) {
      assertThat(ack(post(gateway, "hub", "before"))).isIn("kafka", "journal");
      broker.stop();
      List<String> sent = takenByTheJournal(gateway, "stopped");
      broker.start();
      drained(gateway);
      assertThat(stored(broker, 1 + sent.size())).startsWith("before").containsAll(sent);
    }
  }

  @Test
  void whatABlackHoledKafkaMissesItGets() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker)) {
      assertThat(ack(post(gateway, "hub", "before"))).isIn("kafka", "journal");
      broker.link().blackHole();
      List<String> sent = takenByTheJournal(gateway, "hole");
      broker.link().restore();
      drained(gateway);
      assertThat(stored(broker, 1 + sent.size())).containsAll(sent);
      eventually(
          RECOVERY_MAX,
          () ->
              assertThat(ack(post(gateway, "hub", "after" + System.nanoTime())))
                  .isEqualTo("kafka"));
    }
  }

  @Test
  void aGatewayThatStartsWithoutKafkaTakesEventsAllTheSame() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh()) {
      broker.link().cut();
      try (GatewayUnderTest gateway = start(broker)) {
        List<String> sent = takenByTheJournal(gateway, "early");
        broker.link().restore();
        drained(gateway);
        assertThat(stored(broker, sent.size())).containsAll(sent);
      }
    }
  }

  @Test
  void aSourceMayWantTheJournalOrForbidIt() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh();
        GatewayUnderTest gateway = start(broker)) {
      assertThat(ack(post(gateway, "quick", "quick"))).isEqualTo("journal");
      assertThat(ack(post(gateway, "strict", "strict"))).isEqualTo("kafka");
      broker.link().blackHole();
      assertThat(post(gateway, "strict", "strict-2").status()).isEqualTo(503);
      assertThat(ack(post(gateway, "quick", "quick-2"))).isEqualTo("journal");
      broker.link().restore();
      drained(gateway);
    }
  }

  private static GatewayUnderTest start(BrokerBehindLink broker) {
    return GatewayUnderTest.start(
        broker.bootstrapServers(), YAML, Map.of("S", SECRET), InstantSource.system());
  }

  private static List<String> takenByTheJournal(GatewayUnderTest gateway, String name)
      throws Exception {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      KeepAliveSender.Answer answer = post(gateway, "hub", name + i);
      assertThat(ack(answer)).isEqualTo("journal");
      sent.add(name + i);
    }
    assertThat(new OpsPage(gateway.opsPort()).get("/readyz").status()).isEqualTo(200);
    return sent;
  }

  private static void drained(GatewayUnderTest gateway) {
    OpsPage ops = new OpsPage(gateway.opsPort());
    eventually(RECOVERY_MAX, () -> assertThat(ops.metric("sluice_journal_open_records")).isZero());
  }

  private static List<String> stored(BrokerBehindLink broker, int count) {
    List<String> ids = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), TOPIC)) {
      while (ids.size() < count) {
        ids.add(
            new String(
                reader.next().headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
      }
    }
    return ids;
  }

  private static String ack(KeepAliveSender.Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.headers().getOrDefault("sluice-ack", "none");
  }

  private static KeepAliveSender.Answer post(GatewayUnderTest gateway, String source, String id)
      throws Exception {
    try (KeepAliveSender sender = new KeepAliveSender(gateway.port(), source, SECRET)) {
      return sender.post(id, "{}".getBytes(StandardCharsets.UTF_8));
    }
  }
}
