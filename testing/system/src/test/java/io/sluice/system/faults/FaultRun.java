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
 *   begin ─▶ strike: all is warm, the reported load begins, the fault ─▶ endure ─▶ mend
 *         ─▶ settle: all is normal ─▶ the load ends ─▶ drained ─▶ tally
 * </pre>
 *
 * <p>Where a fault mends itself, {@code strike} is followed by {@code settle}.
 */
final class FaultRun implements AutoCloseable {

  private static final String SECRET = "a-secret-of-this-test";
  private static final int PER_SECOND = Integer.getInteger("sluice.rate", 100);

  /** How long a fault lasts that does not end by itself. */
  private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("sluice.fault", 4));

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Size USUAL = new Size(1, 600, "4MiB", "1GiB");
  private static final Size NARROW = new Size(6, 8 << 10, "3MiB", "6MiB");

  private final Cluster cluster;
  private final String fault;
  private final Size size;
  private final String topic;
  private final ScratchDir journal;
  private final GatewayUnderTest gateway;
  private Ledger ledger;
  private Load load;
  private long troublesBefore;
  private long byJournalBefore;
  private long mendedNanos = System.nanoTime();

  /** How large things are; the last two are the journal's. */
  private record Size(int partitions, int bodyBytes, String segment, String bytesMax) {}

  private FaultRun(Cluster cluster, String fault, Size size) {
    this.cluster = cluster;
    this.fault = fault;
    this.size = size;
    topic = cluster.admin().nameFor("webhooks.faults");
    journal = ScratchDir.create("sluice-faults-");
    String yaml =
        """
          topics: {partitions: %d, replication: 3, min_insync_replicas: 2}
        journal: {dir: '%s', segment: %s, bytes_max: %s, free_min: 0}
        sources:
          hub: {scheme: github, secrets: [env:S], topic: %s, ack_deadline: 2s}
        """
            .formatted(size.partitions, journal.path(), size.segment, size.bytesMax, topic);
    gateway =
        GatewayUnderTest.start(
            cluster.bootstrapServers(), yaml, Map.of("S", SECRET), InstantSource.system());
    ledger = Ledger.named(topic);
    load = startLoad();
  }

  /** Starts a gateway whose topic has one partition, and its load. */
  static FaultRun begin(Cluster cluster, String fault) {
    return new FaultRun(cluster, fault, USUAL);
  }

  /** The same with six partitions, so that each broker leads some. */
  static FaultRun beginWithAllLeading(Cluster cluster, String fault) {
    Size wide = new Size(6, USUAL.bodyBytes, USUAL.segment, USUAL.bytesMax);
    return new FaultRun(cluster, fault, wide);
  }

  /** The same with larger events and a journal that is full after seconds. */
  static FaultRun beginWithSmallJournal(Cluster cluster, String fault) {
    return new FaultRun(cluster, fault, NARROW);
  }

  /** Another load, from now on the one that is reported. */
  private void startAnew(Ledger its) {
    load.end();
    ledger = its;
    byJournalBefore = its.accepted(Ack.JOURNAL);
    load = startLoad();
  }

  private Load startLoad() {
    LoadPlan plan =
        LoadPlan.to(Target.local(gateway.port(), "hub", SECRET))
            .perSecond(PER_SECOND)
            .over(PER_SECOND, 1)
            .bodies(size.bodyBytes, Pace.atOnce());
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

  /** The fault begins, once all is warm; unless it is mended later, it counts as mended now. */
  void strike(Runnable deed) {
    awaitNormal();
    startAnew(ledger);
    awaitNormal();
    happen(deed);
  }

  /** The same with a fault that destroys what is stored, as was ordered: that is not asked for. */
  void strikeAndWriteOff(Runnable deed) {
    awaitNormal();
    load.end();
    happen(deed);
    startAnew(Ledger.named(topic + "-anew"));
  }

  private void happen(Runnable deed) {
    troublesBefore = Calm.troubles(load, ledger);
    mendedNanos = System.nanoTime();
    deed.run();
  }

  /** The load goes on until senders are told to come back later. */
  void endureUntilRefused() {
    eventually(PATIENCE, () -> assertThat(load.soFar().answers(503)).isPositive());
    endure();
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
            ledger.accepted(Ack.JOURNAL) - byJournalBefore,
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
            size.bodyBytes,
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
