package io.sluice.system.faults;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.GatewayUnderTest;
import io.sluice.system.OpsPage;
import io.sluice.testing.ScratchDir;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A gateway under load while something happens to its Kafka.
 *
 * <pre>
 *   begin ─▶ strike ─▶ endure ─▶ mend ─▶ settle: all is normal ─▶ the load ends ─▶ drained ─▶ tally
 * </pre>
 *
 * <p>Where a fault mends itself, {@code strike} is followed by {@code settle}.
 */
final class FaultRun implements AutoCloseable {

  private static final String SECRET = "a-secret-of-this-test";
  private static final int PER_SECOND = 150;
  private static final int CONNECTIONS = 150;
  private static final int BODY_BYTES = 600;

  /** How long a fault lasts that does not end by itself. */
  private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("sluice.fault", 4));

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Cluster cluster;
  private final String fault;
  private final String topic;
  private final ScratchDir journal;
  private final GatewayUnderTest gateway;
  private Ledger ledger;
  private Load load;
  private long troublesBefore;
  private long mendedNanos = System.nanoTime();

  private FaultRun(Cluster cluster, String fault, int partitions) {
    this.cluster = cluster;
    this.fault = fault;
    topic = cluster.admin().nameFor("webhooks.faults");
    journal = ScratchDir.create("sluice-faults-");
    String yaml =
        """
          topics: {partitions: %d, replication: 3, min_insync_replicas: 2}
        journal: {dir: '%s', segment: 4MiB, bytes_max: 256MiB, free_min: 0}
        sources:
          hub: {scheme: github, secrets: [env:S], topic: %s, ack_deadline: 2s}
        """
            .formatted(partitions, journal.path(), topic);
    gateway =
        GatewayUnderTest.start(
            cluster.bootstrapServers(), yaml, Map.of("S", SECRET), InstantSource.system());
    ledger = Ledger.named(topic);
    load = startLoad();
  }

  /** Starts a gateway whose topic has one partition, and its load; returns when all is normal. */
  static FaultRun begin(Cluster cluster, String fault) {
    return begin(cluster, fault, 1);
  }

  static FaultRun begin(Cluster cluster, String fault, int partitions) {
    FaultRun run = new FaultRun(cluster, fault, partitions);
    try {
      run.awaitNormal();
      return run;
    } catch (AssertionError e) {
      run.close();
      throw e;
    }
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
    troublesBefore = Calm.troubles(load, ledger);
    mendedNanos = System.nanoTime();
    deed.run();
  }

  /** The same with a fault that destroys what is stored, as was ordered: that is not asked for. */
  void strikeAndWriteOff(Runnable deed) {
    load.end();
    strike(deed);
    ledger = Ledger.named(topic + "-anew");
    load = startLoad();
  }

  /** The load goes on for the time that a fault lasts. */
  void endure() {
    endure(FAULT);
  }

  void endure(Duration time) {
    load.awaitSent(PER_SECOND * time.toMillis() / 1_000, time.plus(PATIENCE));
    assertThat(Calm.troubles(load, ledger)).as("who felt the fault").isGreaterThan(troublesBefore);
  }

  /** The fault ends. */
  void mend(Runnable deed) {
    deed.run();
    mendedNanos = System.nanoTime();
  }

  /** Waits until all is normal, ends the load, draws up the balance and checks it. */
  void settle() {
    settleWithRefusals();
  }

  /** The same; events may also be refused with these. */
  void settleWithRefusals(Integer... statuses) {
    Duration normalAfter = awaitNormal();
    LoadReport seen = load.end();
    awaitDrained();
    FaultReport report =
        new FaultReport(
            fault,
            cluster.kind(),
            seen,
            ledger.accepted(Ack.JOURNAL),
            tally(),
            normalAfter,
            new OpsPage(gateway.opsPort()).metrics());
    System.out.println(report.row());
    report.demandPromises(Set.of(statuses));
  }

  /** Returns once Kafka takes all events, and tells how long after the mending that began. */
  private Duration awaitNormal() {
    Calm calm = new Calm(load, ledger, mendedNanos);
    eventually(PATIENCE, calm::demand);
    return Duration.ofNanos(calm.sinceNanos() - mendedNanos);
  }

  private void awaitDrained() {
    OpsPage ops = new OpsPage(gateway.opsPort());
    eventually(PATIENCE, () -> assertThat(ops.metric("sluice_journal_open_records")).isZero());
  }

  private Tally tally() {
    try (Checker checker =
        Checker.of(
            cluster.directBootstrapServers(),
            List.of(topic),
            ledger,
            BODY_BYTES,
            () -> new SetAsideIds(journal.path()).of(topic))) {
      return checker.awaitNothingLost(PATIENCE);
    }
  }

  @Override
  public void close() {
    try (journal) {
      load.close();
      gateway.close();
    }
  }
}
