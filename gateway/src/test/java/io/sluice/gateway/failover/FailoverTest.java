package io.sluice.gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.failover.SimulatedKafka.Mood;
import io.sluice.gateway.journal.FaultyDisk;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InJournal;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.gateway.source.Ack;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The rules one by one; {@link SimulationTest} tries them all at once. */
class FailoverTest {

  private static final Duration SLICE = Duration.ofMillis(10);

  private final SplittableRandom random = new SplittableRandom(1);
  private final SimulatedKafka kafka = new SimulatedKafka(random.split());
  private final FaultyDisk disk = FaultyDisk.empty(random.split(), 1 << 20);
  private final Set<String> setAside = new HashSet<>();
  private long now;
  private int sent;
  private SimulatedGateway gateway = started(disk);

  @Test
  void kafkaInTimeMeansThatNothingIsWritten() {
    SimulatedEvent event = send("k", Ack.AUTO);
    pass(Duration.ofMillis(100));
    assertThat(event.told()).isInstanceOf(InKafka.class);
    assertThat(gateway.journal().openRecords()).isZero();
  }

  @Test
  void whatIsLateGoesToTheJournalAndIsStruckOutWhenKafkaHasIt() {
    kafka.mood(Mood.SILENT);
    SimulatedEvent event = send("k", Ack.AUTO);
    pass(Duration.ofMillis(240));
    assertThat(event.told()).isNull();
    pass(Duration.ofMillis(40));
    assertThat(event.told()).isInstanceOf(InJournal.class);
    kafka.mood(Mood.WELL);
    pass(Duration.ofMillis(100));
    assertThat(kafka.stored("k")).containsExactly(event.id());
    assertThat(kafka.duplicates()).isZero();
    assertThat(gateway.journal().openRecords()).isZero();
  }

  @Test
  void anEventFollowsAnOlderOneOfItsLaneIntoTheJournal() {
    kafka.mood(Mood.SILENT);
    SimulatedEvent first = send("k", Ack.AUTO);
    pass(Duration.ofMillis(300));
    SimulatedEvent second = send("k", Ack.AUTO);
    SimulatedEvent other = send("other", Ack.AUTO);
    pass(Duration.ofMillis(20));
    assertThat(second.told()).isInstanceOf(InJournal.class);
    assertThat(other.told()).as("waits for Kafka, which is not known to be unwell").isNull();
    kafka.mood(Mood.WELL);
    pass(Duration.ofMillis(200));
    assertThat(kafka.stored("k")).containsExactly(first.id(), second.id());
  }

  @Test
  void threeLateOnesOpenTheBreakerAndNobodyWaitsUntilKafkaAnswers() {
    kafka.mood(Mood.SILENT);
    for (int i = 0; i < 3; i++) {
      send("k" + i, Ack.AUTO);
    }
    pass(Duration.ofMillis(300));
    assertThat(gateway.failover().isKafkaUnwell()).isTrue();
    SimulatedEvent next = send("fresh", Ack.AUTO);
    pass(SLICE);
    assertThat(next.told()).isInstanceOf(InJournal.class);
    kafka.mood(Mood.WELL);
    pass(Duration.ofSeconds(3));
    assertThat(gateway.failover().isKafkaUnwell()).isFalse();
    assertThat(kafka.has(next.id())).isTrue();
  }

  @Test
  void aSourceThatForbidsTheJournalIsToldNoAndTurnedAwayAtTheHead() {
    kafka.mood(Mood.REFUSING);
    for (int i = 0; i < 3; i++) {
      SimulatedEvent event = send("k", Ack.KAFKA);
      pass(SLICE);
      assertThat(event.told()).isEqualTo(new NotAppended(Cause.NO_METADATA));
    }
    assertThat(gateway.journal().openRecords()).isZero();
    assertThat(gateway.failover().isTaking(Ack.KAFKA)).isFalse();
    assertThat(gateway.failover().isTaking(Ack.AUTO)).isTrue();
  }

  @Test
  void aSourceThatWantsTheJournalHasItsYesBeforeKafka() {
    kafka.mood(Mood.SLOW);
    SimulatedEvent event = send("k", Ack.JOURNAL);
    pass(SLICE);
    assertThat(event.told()).isInstanceOf(InJournal.class);
    pass(Duration.ofSeconds(1));
    assertThat(kafka.has(event.id())).isTrue();
  }

  @Test
  void withAFullJournalAndKafkaAwayNothingIsTaken() {
    disk.capacity(0);
    kafka.mood(Mood.REFUSING);
    for (int i = 0; i < 200; i++) {
      send("k" + i, Ack.AUTO);
      pass(SLICE);
    }
    assertThat(gateway.failover().isTaking(Ack.AUTO)).isFalse();
    SimulatedEvent late = send("k", Ack.AUTO);
    pass(SLICE);
    assertThat(late.told()).isInstanceOf(NotAppended.class);
    disk.capacity(1 << 20);
    kafka.mood(Mood.WELL);
    pass(Duration.ofSeconds(3));
    assertThat(gateway.failover().isTaking(Ack.AUTO)).isTrue();
  }

  @Test
  void whatKafkaWillNeverTakeIsSetAsideAndHoldsNobodyUp() {
    sent = 6;
    SimulatedEvent large = send("k", Ack.JOURNAL);
    SimulatedEvent small = send("k", Ack.JOURNAL);
    kafka.topicIsSmall(true);
    pass(Duration.ofMillis(200));
    assertThat(setAside).containsExactly(large.id());
    assertThat(kafka.has(small.id())).isTrue();
    assertThat(gateway.journal().openRecords()).isZero();
  }

  @Test
  void theNextProcessDrainsBeforeAnythingGoesStraight() throws IOException {
    kafka.mood(Mood.SILENT);
    SimulatedEvent before = send("k", Ack.AUTO);
    pass(Duration.ofMillis(300));
    gateway = started(disk.nextProcess());
    SimulatedEvent after = send("k", Ack.AUTO);
    pass(SLICE);
    assertThat(after.told()).isInstanceOf(InJournal.class);
    kafka.mood(Mood.WELL);
    pass(Duration.ofMillis(500));
    assertThat(kafka.stored("k")).containsExactly(before.id(), after.id());
  }

  @Test
  void stoppingWritesWhatKafkaHasNotAcknowledged() {
    kafka.mood(Mood.SILENT);
    SimulatedEvent event = send("k", Ack.AUTO);
    pass(SLICE);
    gateway.stop();
    assertThat(event.told()).isInstanceOf(InJournal.class);
  }

  private SimulatedGateway started(FaultyDisk on) {
    try {
      return new SimulatedGateway(
          on, kafka, random.split(), () -> now, _ -> {}, Duration.ofHours(1), setAside);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SimulatedEvent send(String key, Ack ack) {
    sent++;
    SimulatedEvent event = new SimulatedEvent(key, sent, ack, now);
    gateway.failover().append(event.record(), event);
    return event;
  }

  private void pass(Duration time) {
    for (long slices = time.dividedBy(SLICE); slices > 0; slices--) {
      now += SLICE.toNanos();
      kafka.clock(now);
      gateway.network();
      gateway.failover().keeper().doWork();
      gateway.failover().drain().doWork();
    }
  }
}
