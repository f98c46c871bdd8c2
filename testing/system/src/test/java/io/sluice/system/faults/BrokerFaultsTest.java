package io.sluice.system.faults;

import io.sluice.testing.cluster.Cluster;
import io.sluice.testing.cluster.WithCluster;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers die and freeze under load; nothing that was accepted is lost. */
@WithCluster
@Timeout(1_800)
@Tag("campaign")
class BrokerFaultsTest {

  /** How long Kafka is away as a whole. */
  private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("sluice.outage", 8));

  @Test
  void theLeaderMovesToAnotherBroker(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the leader moves")) {
      int follower = run.follower();
      run.strike(() -> cluster.admin().moveLeader(run.topic(), 0, follower));
      run.settle();
    }
  }

  @Test
  void oneBrokerOfThreeIsLost(Cluster cluster) {
    try (FaultRun run = FaultRun.beginWithAllLeading(cluster, "one broker of three is lost")) {
      int leader = run.leader();
      run.strike(() -> cluster.kill(leader));
      run.settle();
    }
  }

  @Test
  void twoBrokersOfThreeAreLost(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "two brokers of three are lost")) {
      int leader = run.leader();
      run.strike(() -> cluster.killAllBut(leader));
      run.endure();
      run.mend(cluster::startAll);
      run.settle();
    }
  }

  @Test
  void allBrokersAreGone(Cluster cluster) {
    try (FaultRun run = FaultRun.beginWithAllLeading(cluster, "all brokers are gone")) {
      run.strike(cluster::killAll);
      run.endure(OUTAGE);
      run.mend(cluster::startAll);
      run.settle();
    }
  }

  @Test
  void allBrokersFreezeUntilTheJournalIsFull(Cluster cluster) {
    try (FaultRun run = FaultRun.beginWithSmallJournal(cluster, "the journal is full")) {
      run.strike(cluster::freezeAll);
      run.endureUntilRefused();
      run.mend(cluster::thawAll);
      run.settleWithRefusals(503);
    }
  }

  @Test
  void theLeaderFreezes(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the leader freezes")) {
      int leader = run.leader();
      run.strike(() -> cluster.freeze(leader));
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
}
