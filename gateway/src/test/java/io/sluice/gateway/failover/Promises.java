package io.sluice.gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.log.AppendResult.InJournal;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.source.Ack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What was said to senders, through all lives of a gateway, and whether it is kept. */
final class Promises {

  /** The takeover, two turns of the keeper that may be late, and what a step may add. */
  private static final long ANSWER_MAX =
      SimulatedGateway.TAKEOVER.plus(Duration.ofMillis(60)).toNanos();

  private final SimulatedKafka kafka;
  private final Set<String> setAside = new HashSet<>();
  private final List<SimulatedEvent> ofThisProcess = new ArrayList<>();
  private final List<SimulatedEvent> accepted = new ArrayList<>();
  private final List<SimulatedEvent> notYetInKafka = new ArrayList<>();

  Promises(SimulatedKafka kafka) {
    this.kafka = kafka;
  }

  /** The ids that Kafka will never take. */
  Set<String> setAside() {
    return setAside;
  }

  int accepted() {
    return accepted.size();
  }

  void sent(SimulatedEvent event) {
    ofThisProcess.add(event);
  }

  /** The process is gone: nobody of those it has not told will be told any more. */
  void processEnds() {
    collect();
    ofThisProcess.clear();
  }

  /** What was said yes to is in Kafka, or in the journal and not done. */
  void areKept(Journal journal) {
    collect();
    for (SimulatedEvent event : notYetInKafka) {
      assertThat(event.told()).as("%s is not in Kafka", event).isInstanceOf(InJournal.class);
    }
    for (SimulatedEvent event : ofThisProcess) {
      if (event.told() instanceof InJournal(long sequence) && !isSafe(event)) {
        assertThat(journal.isDone(sequence)).as("%s is lost", event).isFalse();
      }
      if (event.told() instanceof InKafka) {
        assertThat(kafka.has(event.id())).as("%s is not there", event).isTrue();
      }
    }
  }

  /** Nobody waits longer than for the takeover, except who forbids the journal. */
  void areAnsweredInTime(long now) {
    for (SimulatedEvent event : ofThisProcess) {
      if (event.told() == null && event.record().ack() != Ack.KAFKA) {
        assertThat(now - event.sentNanos()).as("%s waits", event).isLessThan(ANSWER_MAX);
      }
    }
  }

  /** Everything that was said yes to is in Kafka. */
  void areAllFulfilled() {
    collect();
    assertThat(notYetInKafka).as("said yes to and lost").isEmpty();
  }

  /** What Kafka has of each key came in the order in which it was sent. */
  void areInOrder() {
    accepted.stream().map(event -> event.record().key()).distinct().forEach(this::isInOrder);
  }

  private void isInOrder(String key) {
    List<String> wanted =
        accepted.stream()
            .filter(event -> event.record().key().equals(key))
            .sorted(Comparator.comparingInt(SimulatedEvent::number))
            .map(SimulatedEvent::id)
            .filter(id -> kafka.has(id) && !setAside.contains(id))
            .toList();
    Stream<String> found = kafka.stored(key).stream().filter(Set.copyOf(wanted)::contains);
    assertThat(found).as("the order of %s", key).containsExactlyElementsOf(wanted);
  }

  private boolean isSafe(SimulatedEvent event) {
    return kafka.has(event.id()) || setAside.contains(event.id());
  }

  private void collect() {
    for (SimulatedEvent event : ofThisProcess) {
      if (event.isAccepted() && event.countNow()) {
        accepted.add(event);
        notYetInKafka.add(event);
      }
    }
    notYetInKafka.removeIf(this::isSafe);
  }
}
