package io.sluice.system.faults;

import io.sluice.system.GatewayUnderTest;
import io.sluice.testing.Eventually;
import io.sluice.testing.cluster.Cluster;
import io.sluice.testing.tally.Ack;
import io.sluice.testing.tally.Checker;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadPlan;
import io.sluice.testing.tally.LoadReport;
import io.sluice.testing.tally.Pace;
import io.sluice.testing.tally.Tally;
import io.sluice.testing.tally.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A gateway under load while something happens to its Kafka.
 *
 * <pre>
 *   begin ─▶ strike ─▶ endure ─▶ mend ─▶ settle: until all is normal ─▶ the load ends ─▶ tally
 * </pre>
 *
 * <p>Where a cluster mends itself, {@code strike} is followed by {@code settle}.
 */
final class FaultRun implements AutoCloseable {

  private static final String SECRET = "a-secret-of-this-test";
  private static final int PER_SECOND = 150;
  private static final int CONNECTIONS = 500;
  private static final int BODY_BYTES = 600;

  /** How long a fault lasts that does not end by itself. */
  static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("sluice.fault", 4));

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So many events in a row that Kafka took are called normal. */
  private static final long CALM_EVENTS = 100;

  private final Cluster cluster;
  private final String fault;
  private final String topic;
  private final Expectation expectation;
  private final String yaml;
  private final List<LoadReport> ended = new ArrayList<>();
  private Ledger ledger;
  private GatewayUnderTest gateway;
  private Load load;
  private long mendedNanos = System.nanoTime();
  private Duration normalAfter = Duration.ZERO;

  private FaultRun(Cluster cluster, String fault, int partitions, Expectation expectation) {
    this.cluster = cluster;
    this.fault = fault;
    this.expectation = expectation;
    this.topic = cluster.admin().nameFor("webhooks.faults");
    this.yaml =
        """
          topics: {partitions: %d, replication: 3, min_insync_replicas: 2}
        sources:
          hub: {scheme: github, secrets: [env:S], topic: %s, ack_deadline: 2s}
        """
            .formatted(partitions, topic);
    this.ledger = Ledger.named(topic);
    this.gateway = startGateway();
    this.load = startLoad();
  }

  /** Starts a gateway whose topic has one partition, and its load; returns when all is normal. */
  static FaultRun begin(Cluster cluster, String fault) {
    return begin(cluster, fault, 1);
  }

  static FaultRun begin(Cluster cluster, String fault, int partitions) {
    return begin(cluster, fault, partitions, Expectation.ofAnyFault());
  }

  static FaultRun begin(Cluster cluster, String fault, int partitions, Expectation expectation) {
    FaultRun run = new FaultRun(cluster, fault, partitions, expectation);
    run.awaitNormal();
    return run;
  }

  private GatewayUnderTest startGateway() {
    return GatewayUnderTest.start(
        cluster.bootstrapServers(), yaml, Map.of("S", SECRET), InstantSource.system());
  }

  private Load startLoad() {
    LoadPlan plan =
        LoadPlan.to(Target.local(gateway.port(), "hub", SECRET))
            .perSecond(PER_SECOND)
            .over(CONNECTIONS, 1)
            .bodies(BODY_BYTES, Pace.atOnce());
    return Load.start(plan, ledger);
  }

  String topic() {
    return topic;
  }

  int opsPort() {
    return gateway.opsPort();
  }

  /** The broker that leads the first partition. */
  int leader() {
    return cluster.admin().leaderOf(topic, 0).orElseThrow();
  }

  /** Some broker that does not. */
  int follower() {
    return leader() % Cluster.BROKERS + 1;
  }

  /** The fault begins; unless it is mended later, it counts as mended now. */
  void strike(Runnable deed) {
    normalAfter = Duration.ZERO;
    mendedNanos = System.nanoTime();
    deed.run();
  }

  /** The load goes on for the time that a fault lasts. */
  void endure() {
    endure(FAULT);
  }

  void endure(Duration time) {
    load.awaitSent(PER_SECOND * time.toMillis() / 1_000, time.plus(PATIENCE));
  }

  /** The fault ends. */
  void mend(Runnable deed) {
    deed.run();
    mendedNanos = System.nanoTime();
  }

  /** Forgets all that was accepted so far: it is gone with the topic, as was ordered. */
  void writeOff() {
    ended.add(load.end());
    ledger = Ledger.named(topic + "-anew");
    load = startLoad();
  }

  /** Stops the gateway and starts it again; the load pauses meanwhile. */
  void restartGateway() {
    ended.add(load.end());
    gateway.close();
    gateway = startGateway();
    load = startLoad();
  }

  /** Waits until all is normal, ends the load, draws up the balance and checks it. */
  void settle() {
    awaitNormal();
    ended.add(load.end());
    cluster.mend();
    FaultReport report =
        new FaultReport(fault, cluster.kind(), List.copyOf(ended), tally(), normalAfter);
    report.publish();
    expectation.holdsFor(report);
  }

  private Tally tally() {
    try (Checker checker =
        Checker.of(cluster.directBootstrapServers(), List.of(topic), ledger, BODY_BYTES)) {
      return checker.awaitNothingLost(PATIENCE);
    }
  }

  /** Returns once Kafka has taken so many events in a row, and notes since when it took them. */
  void awaitNormal() {
    Calm calm = new Calm();
    Eventually.eventually(PATIENCE, calm::demand);
    long tookNanos = calm.sinceNanos - mendedNanos;
    normalAfter = Duration.ofNanos(Math.max(normalAfter.toNanos(), tookNanos));
  }

  /** How long nothing but yes of Kafka's was answered. */
  private final class Calm {
    private long troubles = troubles();
    private long acceptedBefore = ledger.accepted();
    private long sinceNanos = mendedNanos;

    void demand() {
      long now = troubles();
      if (now != troubles) {
        troubles = now;
        acceptedBefore = ledger.accepted();
        sinceNanos = System.nanoTime();
      }
      long inRow = ledger.accepted() - acceptedBefore;
      if (inRow < CALM_EVENTS) {
        throw new AssertionError("only " + inRow + " events in a row: " + load.soFar());
      }
    }

    private long troubles() {
      LoadReport soFar = load.soFar();
      long refused =
          soFar.answers().entrySet().stream()
              .filter(answer -> answer.getKey() / 100 != 2)
              .mapToLong(Map.Entry::getValue)
              .sum();
      long unanswered = soFar.failures().values().stream().mapToLong(Long::longValue).sum();
      return refused + unanswered + ledger.accepted(Ack.JOURNAL);
    }
  }

  @Override
  public void close() {
    load.close();
    gateway.close();
  }
}
