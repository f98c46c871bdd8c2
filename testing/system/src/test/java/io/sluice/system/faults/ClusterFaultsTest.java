package io.sluice.system.faults;

import io.sluice.testing.FlakyLink;
import io.sluice.testing.cluster.Cluster;
import io.sluice.testing.cluster.WithCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers fail, freeze and vanish under load; nothing that was accepted is lost. */
@WithCluster
@Timeout(1_800)
class ClusterFaultsTest {

  /** How long Kafka is away as a whole. */
  private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("sluice.outage", 8));

  /** Slower than a gateway with a journal waits for. */
  private static final Duration SLOW = Duration.ofMillis(300);

  @Test
  void theLeaderMovesToAnotherBroker(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the leader moves")) {
      run.strike(() -> cluster.admin().moveLeader(run.topic(), 0, run.follower()));
      run.settle();
    }
  }

  @Test
  void theLeaderIsKilled(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the leader is killed")) {
      int leader = run.leader();
      run.strike(() -> cluster.kill(leader));
      run.awaitNormal();
      cluster.start(leader);
      run.settle();
    }
  }

  @Test
  void oneBrokerOfThreeIsLost(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "one broker of three is lost", 6)) {
      run.strike(() -> cluster.kill(run.leader()));
      run.settle();
    }
  }

  @Test
  void twoBrokersOfThreeAreLostForAWhile(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "two brokers of three are lost")) {
      int leader = run.leader();
      run.strike(() -> cluster.killAllBut(leader));
      run.endure();
      run.mend(cluster::startAll);
      run.settle();
    }
  }

  @Test
  void allBrokersAreGoneForAWhile(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "all brokers are gone")) {
      run.strike(cluster::killAll);
      run.endure(OUTAGE);
      run.mend(cluster::startAll);
      run.settle();
    }
  }

  @Test
  void theLeaderFreezes(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the leader freezes")) {
      run.strike(() -> cluster.freeze(run.leader()));
      run.endure();
      run.mend(cluster::thawAll);
      run.settle();
    }
  }

  @Test
  void allBrokersFreeze(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "all brokers freeze")) {
      run.strike(cluster::freezeAll);
      run.endure();
      run.mend(cluster::thawAll);
      run.settle();
    }
  }

  @Test
  void theLineToTheLeaderSwallowsEverything(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the line to the leader swallows")) {
      FlakyLink line = cluster.linkTo(run.leader());
      run.strike(line::blackHole);
      run.endure();
      run.mend(line::restore);
      run.settle();
    }
  }

  @Test
  void allLinesSwallowEverything(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "all lines swallow")) {
      run.strike(() -> cluster.toAllLinks(FlakyLink::blackHole));
      run.endure();
      run.mend(() -> cluster.toAllLinks(FlakyLink::restore));
      run.settle();
    }
  }

  @Test
  void allLinesAreSlow(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "all lines are slow")) {
      run.strike(() -> cluster.toAllLinks(line -> line.delay(SLOW)));
      run.endure();
      run.mend(() -> cluster.toAllLinks(FlakyLink::restore));
      run.settle();
    }
  }
}
