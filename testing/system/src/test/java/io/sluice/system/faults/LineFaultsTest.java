package io.sluice.system.faults;

import io.sluice.testing.FlakyLink;
import io.sluice.testing.cluster.Cluster;
import io.sluice.testing.cluster.WithCluster;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lines to Kafka fail under load while Kafka is well; nothing that was accepted is lost. */
@WithCluster
@Timeout(1_800)
@Tag("campaign")
class LineFaultsTest {

  /** Longer than the gateway waits for Kafka before the journal takes over. */
  private static final Duration SLOW = Duration.ofMillis(300);

  @Test
  void theLineToTheLeaderSwallowsEverything(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "the line to the leader swallows all")) {
      FlakyLink line = cluster.linkTo(run.leader());
      run.strike(line::blackHole);
      run.endure();
      run.mend(line::restore);
      run.settle();
    }
  }

  @Test
  void allLinesSwallowEverything(Cluster cluster) {
    try (FaultRun run = FaultRun.beginWithAllLeading(cluster, "all lines swallow all")) {
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

  @Test
  void allLinesAreCut(Cluster cluster) {
    try (FaultRun run = FaultRun.begin(cluster, "all lines are cut")) {
      run.strike(() -> cluster.toAllLinks(FlakyLink::cut));
      run.endure();
      run.mend(() -> cluster.toAllLinks(FlakyLink::restore));
      run.settle();
    }
  }
}
