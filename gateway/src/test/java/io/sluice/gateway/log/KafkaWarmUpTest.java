package io.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.platform.ops.Readiness;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The gate opens for the topics of events; that of refused requests comes when it can. */
class KafkaWarmUpTest {

  private static final TopicCheck READY = new TopicCheck.Ready(List.of());
  private static final TopicCheck FAULTY = new TopicCheck.Faulty(List.of("too few brokers"));
  private static final TopicCheck AWAY = new TopicCheck.Unreachable("nobody there");

  private final Readiness readiness = new Readiness();
  private final Cluster events = new Cluster();
  private final Cluster quarantine = new Cluster();
  private final RejectsTopic rejects = new RejectsTopic(quarantine);
  private final List<String> seen = new ArrayList<>();
  private boolean journalStandsIn;
  private boolean journalIsBehind;
  private final KafkaWarmUp.StandIn journal =
      new KafkaWarmUp.StandIn() {
        @Override
        public boolean standsIn() {
          return journalStandsIn;
        }

        @Override
        public boolean isBehind() {
          return journalIsBehind;
        }
      };

  @Test
  void opensTheGateOnceTheTopicsOfEventsAreReady() {
    events.answers(AWAY, FAULTY, READY);
    quarantine.answers(READY);
    run(4);
    assertThat(seen)
        .containsExactly(
            "PT2S not ready, no rejects",
            "PT2S not ready, no rejects",
            "PT2S ready, rejects",
            "PT2S ready, rejects");
    assertThat(events.prepared).containsOnly("webhooks.hub");
    assertThat(quarantine.prepared).containsExactly(Topics.rejected());
  }

  @Test
  void opensTheGateWithoutTheTopicOfRefusedRequestsAndTriesThatAgain() {
    events.answers(READY);
    quarantine.answers(FAULTY, FAULTY, AWAY, READY);
    run(46);
    assertThat(seen.subList(0, 45)).containsOnly("PT2S ready, no rejects");
    assertThat(seen.getLast()).isEqualTo("PT2S ready, rejects");
  }

  @Test
  void looksAfterAllOfThemEveryTenMinutes() {
    events.answers(READY);
    quarantine.answers(READY);
    run(601);
    assertThat(events.touched).containsExactly("webhooks.hub", "webhooks.hub");
    assertThat(quarantine.touched).containsExactly(Topics.rejected(), Topics.rejected());
  }

  @Test
  void opensTheGateWithoutKafkaWhereTheJournalStandsIn() {
    journalStandsIn = true;
    events.answers(AWAY, FAULTY, READY);
    quarantine.answers(READY);
    run(3);
    assertThat(seen)
        .containsExactly(
            "PT2S ready, no rejects", "PT2S not ready, no rejects", "PT2S ready, rejects");
  }

  @Test
  void checksTheTopicsAgainWhileSomethingWaitsForKafka() {
    journalIsBehind = true;
    events.answers(READY, AWAY, FAULTY, READY);
    quarantine.answers(READY);
    run(4);
    assertThat(seen).containsOnly("PT2S ready, rejects");
    assertThat(events.prepared).hasSize(4);
  }

  /** Ends with the last of so many pauses, as a gateway that stops ends it. */
  private void run(int pauses) {
    Readiness.Gate gate = readiness.gate("kafka");
    Pause pause =
        duration -> {
          seen.add(told(duration));
          if (seen.size() == pauses) {
            throw new InterruptedException();
          }
        };
    new KafkaWarmUp(events, () -> List.of("webhooks.hub"), rejects, gate, journal, pause).run();
    assertThat(Thread.interrupted()).isTrue();
  }

  private String told(Duration duration) {
    return duration
        + (readiness.isReady() ? " ready" : " not ready")
        + (rejects.isReady() ? ", rejects" : ", no rejects");
  }

  /** A cluster that answers as it is told. */
  private static final class Cluster implements WarmTopics {

    private final Deque<TopicCheck> answers = new ArrayDeque<>();
    private final List<String> prepared = new ArrayList<>();
    private final List<String> touched = new ArrayList<>();

    void answers(TopicCheck... checks) {
      answers.addAll(List.of(checks));
    }

    @Override
    public TopicCheck prepare(Collection<String> topics) {
      prepared.addAll(topics);
      return answers.remove();
    }

    @Override
    public Optional<String> metadataFault(Collection<String> topics) {
      touched.addAll(topics);
      return Optional.empty();
    }
  }
}
