package io.sluice.system.faults;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.cluster.Cluster;
import io.sluice.testing.cluster.ClusterAdmin;
import io.sluice.testing.cluster.WithCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka is there and refuses, under load; nothing that was accepted is lost. */
@WithCluster
@Timeout(1_800)
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

  @Test
  void theTopicIsDeletedAndCreatedAnew(Cluster cluster) {
    ClusterAdmin admin = cluster.admin();
    try (FaultRun run = FaultRun.begin(cluster, "the topic is deleted")) {
      run.strike(() -> admin.delete(run.topic()));
      run.writeOff();
      run.endure();
      run.mend(() -> admin.create(run.topic(), 1));
      run.settle();
    }
  }

  @Test
  void theTopicTakesOnlySmallerRecords(Cluster cluster) {
    ClusterAdmin admin = cluster.admin();
    try (FaultRun run =
        FaultRun.begin(cluster, "records are too large", 1, Expectation.ofWhatKafkaNeverTakes())) {
      run.strike(() -> admin.set(run.topic(), "max.message.bytes", "300"));
      run.endure();
      run.mend(() -> admin.set(run.topic(), "max.message.bytes", "1000000"));
      run.settle();
    }
  }

  @Test
  void tooFewReplicasAreInSync(Cluster cluster) {
    ClusterAdmin admin = cluster.admin();
    try (FaultRun run = FaultRun.begin(cluster, "too few replicas are in sync")) {
      int follower = run.follower();
      cluster.kill(follower);
      eventually(
          PATIENCE,
          () -> assertThat(admin.inSyncReplicasOf(run.topic(), 0)).doesNotContain(follower));
      run.strike(() -> admin.set(run.topic(), "min.insync.replicas", "3"));
      run.endure();
      run.mend(() -> cluster.start(follower));
      run.settle();
    }
  }

  @Test
  void theProducerMeetsAFatalError(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the producer meets a fatal error")) {
      run.strike(cluster::forgeRefusalsOfIdempotentWrites);
      run.endure();
      run.mend(cluster::endForging);
      Expectation.afterAFatalError(run);
      run.settle();
    }
  }
}
