package io.sluice.gateway.log;

import java.time.Duration;

/** What the topic of refused requests must be like. */
public final class RejectsTopic {

  private static final int PARTITIONS_MAX = 3;
  private static final Duration RETENTION = Duration.ofDays(7);

  private RejectsTopic() {}

  /**
   * As durable as the topics of events, and smaller: few records come and they are soon of no use.
   * It takes records as large as those do, because a batch of the shared producer may be as large.
   */
  public static TopicPlan plan(TopicPlan events) {
    return new TopicPlan(
        Math.min(PARTITIONS_MAX, events.partitions()),
        events.replication(),
        events.minInsyncReplicas(),
        RETENTION,
        events.recordBytesMax());
  }
}
