package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import io.sluice.testing.tally.Checker;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadPlan;
import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Tally;
import io.sluice.testing.tally.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was said yes to is what is stored: the books of a load run, compared id by id. */
@WithBroker
@Tag("embedded")
class TallyTest {

  private static final int SENDERS = 200;
  private static final int BODY_BYTES = 500;
  private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("sluice.load", 30));
  private static final String SECRET = "a-secret-of-this-test";

  @Test
  void theTopicHoldsExactlyTheEventsThatWereAnswered2xx(Broker broker) {
    String topic = broker.topic("tally", 3);
    Ledger ledger = Ledger.named("tally");
    LoadReport report = load(broker, topic, ledger);
    try (Checker checker =
        Checker.of(broker.bootstrapServers(), List.of(topic), ledger, BODY_BYTES)) {
      Tally tally = checker.tally();
      System.out.printf("tally on %s: %s%n%s%n", broker.kind(), tally, report);
      assertThat(tally.isWhole()).as(tally.toString()).isTrue();
      assertThat(tally.accepted()).isGreaterThan(SENDERS).isEqualTo(report.sent());
      assertThat(tally.stored()).as("never accepted").isEqualTo(tally.accepted());
      assertThat(tally.duplicated()).as("stored more than once").isZero();
      assertThat(tally.outOfOrder()).isEmpty();
    }
  }

  private static LoadReport load(Broker broker, String topic, Ledger ledger) {
    String yaml =
        "sources:\n  tally: {scheme: github, secrets: [env:S], ack_deadline: 10s, topic: %s}\n"
            .formatted(topic);
    try (GatewayUnderTest gateway =
            GatewayUnderTest.start(
                broker.bootstrapServers(), yaml, Map.of("S", SECRET), InstantSource.system());
        Load load =
            Load.start(
                LoadPlan.to(Target.local(gateway.port(), "tally", SECRET))
                    .asFastAsAnswersCome()
                    .over(SENDERS, 1)
                    .bodies(BODY_BYTES)
                    .answeredWithin(Duration.ofSeconds(20))
                    .lasting(LOAD),
                ledger)) {
      return load.awaitEnd();
    }
  }
}
