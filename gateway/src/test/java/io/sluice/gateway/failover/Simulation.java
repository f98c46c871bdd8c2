package io.sluice.gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.failover.SimulatedKafka.Mood;
import io.sluice.gateway.journal.DiskFaults.Op;
import io.sluice.gateway.journal.DiskFaults.PowerCut;
import io.sluice.gateway.journal.FaultyDisk;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.source.Ack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Senders, gateways one after the other, their disk and Kafka in one thread and in a time of their
 * own. Everything follows from one seed. After each step the promises are checked.
 */
final class Simulation {

  private static final int STEPS = 400;
  private static final int KEYS = 6;
  private static final long DISK_BYTES = 1 << 20;
  private static final long SLICE = Duration.ofMillis(10).toNanos();

  private static final Duration PATIENT = Duration.ofHours(1);

  /** With this, order is not promised: of two events under way the first may be given up alone. */
  private static final Duration IMPATIENT = Duration.ofSeconds(2);

  private static final int HEALING_MAX = 20_000;

  private final SplittableRandom random;
  private final boolean isPatient;
  private final Consumer<Supplier<String>> trace;
  private final SimulatedKafka kafka;
  private final Promises promises;

  private long now = Duration.ofDays(1).toNanos();
  private SimulatedGateway gateway;
  private boolean diskWasFaulty;
  private int sent;
  private int restarts;

  /** What came of a run. */
  record Sum(int sent, int accepted, int restarts, int duplicates) {}

  /**
   * @param trace is told of each step
   */
  Simulation(long seed, Consumer<Supplier<String>> trace) {
    this.random = new SplittableRandom(seed);
    this.trace = trace;
    this.kafka = new SimulatedKafka(random.split());
    this.promises = new Promises(kafka);
    kafka.clock(now);
    this.isPatient = random.nextInt(4) > 0;
    this.gateway = started(FaultyDisk.empty(random.split(), DISK_BYTES));
  }

  Sum run() {
    for (int i = 0; i < STEPS; i++) {
      try {
        step();
      } catch (PowerCut e) {
        crash(true);
      }
      trace.accept(this::state);
      check();
    }
    heal();
    return new Sum(sent, promises.accepted(), restarts, kafka.duplicates());
  }

  private String state() {
    Journal journal = gateway.journal();
    return "    Kafka is %s, %s; journal is %s with %d open of which %d from before"
        .formatted(
            kafka.mood(),
            gateway.failover().isKafkaUnwell() ? "known as unwell" : "held for well",
            journal.state(),
            journal.openRecords(),
            journal.recoveredOpen());
  }

  private void step() {
    int chance = random.nextInt(100);
    if (chance < 40) {
      send(1 + random.nextInt(6));
    } else if (chance < 70) {
      pass(1 + random.nextInt(4));
    } else if (chance < 75) {
      pass(30);
    } else if (chance < 79) {
      tell("drain turns", () -> gateway.failover().drain().doWork());
    } else if (chance < 83) {
      tell("keeper turns", () -> gateway.failover().keeper().doWork());
    } else if (chance < 90) {
      changeMood();
    } else {
      rarely(chance);
    }
  }

  private void rarely(int chance) {
    switch (chance) {
      case 90 -> tell("producer is renewed", gateway::renewProducer);
      case 91 -> smallTopic(random.nextBoolean());
      case 92, 93 -> troubleTheDisk();
      case 94, 95 -> easeTheDisk();
      case 96 -> cutPowerSoon();
      case 97 -> crash(false);
      case 98 -> crash(true);
      default -> stop();
    }
  }

  private void tell(String what, Runnable action) {
    trace.accept(() -> what);
    action.run();
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      String key = "k" + random.nextInt(KEYS);
      Ack ack =
          switch (random.nextInt(10)) {
            case 0 -> Ack.JOURNAL;
            case 1 -> Ack.KAFKA;
            default -> Ack.AUTO;
          };
      if (gateway.failover().isTaking(ack)) {
        sent++;
        // A source has one setting: its keys are its own, so that no order is asked across two.
        SimulatedEvent event = new SimulatedEvent(ack + key, sent, ack, now);
        trace.accept(() -> "send " + event);
        promises.sent(event);
        gateway.failover().append(event.record(), event);
      }
    }
  }

  /** Time goes by; the threads of the gateway are at work, the keeper at times a turn late. */
  private void pass(int slices) {
    trace.accept(() -> "time passes: " + slices + " slices");
    for (int i = 0; i < slices; i++) {
      now += SLICE;
      kafka.clock(now);
      gateway.network();
      if (i % 2 == 0 || random.nextBoolean()) {
        gateway.failover().keeper().doWork();
      }
      gateway.failover().drain().doWork();
    }
  }

  private void changeMood() {
    List<Mood> moods = List.of(Mood.values());
    Mood next = moods.get(random.nextInt(moods.size()));
    trace.accept(() -> "Kafka gets " + next);
    if (next == Mood.SILENT) {
      gateway.arriveUntold();
    }
    kafka.mood(next);
  }

  private void smallTopic(boolean small) {
    trace.accept(() -> "the topic takes small records only: " + small);
    kafka.topicIsSmall(small);
  }

  private void troubleTheDisk() {
    diskWasFaulty = true;
    switch (random.nextInt(4)) {
      case 0 -> tell("the next sync fails", () -> gateway.disk().faults().failNext(Op.SYNC));
      case 1 -> tell("the next write fails", () -> gateway.disk().faults().failNext(Op.WRITE));
      case 2 -> tell("the disk is full", () -> gateway.disk().capacity(0));
      default ->
          tell(
              "the disk fails at random",
              () -> gateway.disk().faults().failAtRandom(0.2, Op.values()));
    }
  }

  private void easeTheDisk() {
    trace.accept(() -> "the disk is well");
    gateway.disk().faults().heal();
    gateway.disk().capacity(DISK_BYTES);
  }

  private void cutPowerSoon() {
    int calls = 1 + random.nextInt(20);
    trace.accept(() -> "the power goes during disk call " + calls);
    gateway.disk().faults().cutPowerAt(calls);
  }

  private void crash(boolean power) {
    trace.accept(() -> power ? "the power goes" : "kill -9");
    gateway.arriveUntold();
    next(power ? gateway.disk().crash() : gateway.disk().nextProcess());
  }

  private void stop() {
    trace.accept(() -> "SIGTERM");
    gateway.arriveUntold();
    gateway.stop();
    check();
    next(gateway.disk().nextProcess());
  }

  private void next(FaultyDisk disk) {
    promises.processEnds();
    restarts++;
    gateway = started(disk);
  }

  private SimulatedGateway started(FaultyDisk disk) {
    diskWasFaulty = false;
    disk.capacity(DISK_BYTES);
    try {
      return new SimulatedGateway(
          disk,
          kafka,
          random.split(),
          () -> now,
          event -> trace.accept(() -> "    " + event),
          isPatient ? PATIENT : IMPATIENT,
          promises.setAside());
    } catch (IOException e) {
      throw new AssertionError("the journal cannot be opened though the disk is well", e);
    }
  }

  private void check() {
    promises.areKept(gateway.journal());
    if (!diskWasFaulty && gateway.journal().state() == Journal.State.OPEN) {
      promises.areAnsweredInTime(now);
    }
  }

  /** Everything gets well, and then everything is in Kafka, in order. */
  private void heal() {
    kafka.mood(Mood.WELL);
    kafka.topicIsSmall(false);
    next(gateway.disk().nextProcess());
    int slices = 0;
    while (gateway.journal().openRecords() > 0 || gateway.failover().isKafkaUnwell()) {
      assertThat(slices++).as("slices until all is drained").isLessThan(HEALING_MAX);
      pass(1);
    }
    promises.areAllFulfilled();
    if (isPatient) {
      promises.areInOrder();
    }
    goesStraightAgain();
  }

  private void goesStraightAgain() {
    SimulatedEvent last = new SimulatedEvent("last", sent + 1, Ack.AUTO, now);
    gateway.failover().append(last.record(), last);
    pass(10);
    assertThat(last.told()).isInstanceOf(InKafka.class);
  }
}
