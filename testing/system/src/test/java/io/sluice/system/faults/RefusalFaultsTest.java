package io.sluice.system.faults;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.cluster.Cluster;
import io.sluice.testing.cluster.ClusterAdmin;
import io.sluice.testing.cluster.WithCluster;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka is there and refuses, under load; nothing that was accepted is lost. */
@WithCluster
@Timeout(1_800)
@Tag("campaign")
class RefusalFaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void theRightToWriteIsWithdrawn(Cluster cluster) {
    ClusterAdmin admin = cluster.admin();
    try (FaultRun run = FaultRun.begin(cluster, "the right to write is withdrawn")) {
      run.strike(() -> admin.withdrawWriting(run.topic()));
      run.endure();
      run.mend(admin::giveBackAllRights);
      run.settle();
    }
  }

  /** The gateway creates its topic anew. */
  @Test
  void theTopicIsDeleted(Cluster cluster) {
    ClusterAdmin admin = cluster.admin();
    try (FaultRun run = FaultRun.begin(cluster, "the topic is deleted")) {
      run.strikeAndWriteOff(() -> admin.delete(run.topic()));
      run.settle();
    }
  }

  @Test
  void theTopicTakesOnlySmallerRecords(Cluster cluster) {
    ClusterAdmin admin = cluster.admin();
    try (FaultRun run = FaultRun.begin(cluster, "records are too large")) {
      run.strike(() -> admin.set(run.topic(), "max.message.bytes", "300"));
      run.endure();
      run.mend(() -> admin.set(run.topic(), "max.message.bytes", "2097152"));
      run.settleWithRefusals(503);
    }
  }

  @Test
  void tooFewReplicasAreInSync(Cluster cluster) {
    ClusterAdmin admin = cluster.admin();
    try (FaultRun run = FaultRun.begin(cluster, "too few replicas are in sync")) {
      int follower = run.follower();
      cluster.freeze(follower);
      eventually(
          PATIENCE,
          () -> assertThat(admin.inSyncReplicasOf(run.topic(), 0)).doesNotContain(follower));
      run.strike(() -> admin.set(run.topic(), "min.insync.replicas", "3"));
      run.endure();
      run.mend(cluster::thawAll);
      run.settle();
    }
  }

  /** The gateway makes another producer. */
  @Test
  void theProducerMeetsAFatalError(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the producer meets a fatal error")) {
      run.strike(cluster::forgeRefusalsOfIdempotentWrites);
      run.endure();
      run.mend(cluster::endForging);
      run.settle();
    }
  }
}
