package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.VirtualClock;
import io.sluice.testing.WithBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The metrics tell when each secret last proved a webhook: the one that is used no more can go. */
@WithBroker
class SecretLastUsedTest {

  private static final String OLD = "0ld-sEcReT-of-this-test";
  private static final String NEW = "n3w-sEcReT-of-this-test";
  private static final String YAML =
      """
      sources:
        hub: {scheme: github, secrets: [env:OLD, env:NEW], topic: webhooks.last-used}
      """;

  private static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void aRotationCanBeFollowedInTheMetrics(Broker broker) {
    VirtualClock clock = VirtualClock.at(BEGAN);
    try (GatewayUnderTest gateway =
        GatewayUnderTest.start(
            broker.bootstrapServers(), YAML, Map.of("OLD", OLD, "NEW", NEW), clock)) {
      OpsPage ops = new OpsPage(gateway.opsPort());
      assertThat(ops.metrics()).as("neither was used").doesNotContain("secret_last_used_seconds{");
      assertThat(post(gateway, OLD, "delivery-1")).isEqualTo(202);
      assertThat(lastUsed(ops, "env:OLD")).isEqualTo(BEGAN);
      assertThat(ops.metrics()).doesNotContain("env:NEW");

      Instant later = clock.advance(Duration.ofHours(1));
      assertThat(post(gateway, NEW, "delivery-2")).isEqualTo(202);
      assertThat(lastUsed(ops, "env:NEW")).isEqualTo(later);

      Instant evenLater = clock.advance(Duration.ofHours(1));
      assertThat(post(gateway, NEW, "delivery-2")).as("a repetition counts too").isEqualTo(202);
      assertThat(post(gateway, "neither", "delivery-3")).isEqualTo(401);
      assertThat(lastUsed(ops, "env:NEW")).isEqualTo(evenLater);
      assertThat(lastUsed(ops, "env:OLD")).isEqualTo(BEGAN);
      assertThat(ops.metrics()).doesNotContain(OLD).doesNotContain(NEW);
    }
  }

  private static int post(GatewayUnderTest gateway, String secret, String deliveryId) {
    return Hook.github("hub", secret, deliveryId, "{}").postTo(gateway.port()).status();
  }

  private static Instant lastUsed(OpsPage ops, String secret) {
    double seconds =
        ops.metric(
            "sluice_secret_last_used_seconds\\{secret=\"%s\",source=\"hub\"\\}".formatted(secret));
    return Instant.ofEpochSecond((long) seconds);
  }
}
