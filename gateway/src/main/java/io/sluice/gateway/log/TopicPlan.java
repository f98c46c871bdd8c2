package io.sluice.gateway.log;

import io.sluice.platform.config.Section;
import java.time.Duration;

/**
 * What topics of Sluice must be like.
 *
 * @param partitions how many partitions a new topic gets
 * @param replication how many brokers hold each record
 * @param minInsyncReplicas how many of them must have a record before it counts as stored
 * @param retention how long a new topic keeps its records
 * @param recordBytesMax the largest record a topic takes, in bytes: a body and its envelope
 */
public record TopicPlan(
    int partitions,
    int replication,
    int minInsyncReplicas,
    Duration retention,
    int recordBytesMax) {

  /** The same as far as a single broker can give it. */
  TopicPlan onOneBroker() {
    return new TopicPlan(partitions, 1, 1, retention, recordBytesMax);
  }

  /**
   * Reads the section {@code kafka.rejected}: how the topic of refused requests differs from these.
   * It is as durable as they are, because requests in quarantine are in it alone.
   */
  TopicPlan readRejected(Section rejected) {
    return new TopicPlan(
        rejected.number("partitions", 1, 1, 10_000, "Its partitions, when it is created."),
        replication,
        minInsyncReplicas,
        rejected.duration(
            "retention",
            Duration.ofDays(14),
            Duration.ofMinutes(1),
            Duration.ofDays(3650),
            "How long it keeps its records, when it is created."),
        recordBytesMax);
  }

  /** Reads the section {@code kafka.topics}. */
  static TopicPlan read(Section topics) {
    TopicPlan plan =
        new TopicPlan(
            topics.number("partitions", 12, 1, 10_000, "Partitions of a new topic."),
            topics.number("replication", 3, 1, 100, "How many brokers hold each record."),
            topics.number(
                "min_insync_replicas",
                2,
                1,
                100,
                "How many brokers must have a record before it counts as stored."),
            topics.duration(
                "retention",
                Duration.ofDays(7),
                Duration.ofMinutes(1),
                Duration.ofDays(3650),
                "How long a new topic keeps its records."),
            (int)
                topics.bytes(
                    "record_max",
                    2 << 20,
                    64 << 10,
                    64 << 20,
                    "The largest record a topic takes: a body and its envelope."));
    if (plan.minInsyncReplicas > plan.replication) {
      topics.fault(
          "min_insync_replicas",
          "is "
              + plan.minInsyncReplicas
              + ", more than replication ("
              + plan.replication
              + "): nothing could ever be stored");
    }
    return plan;
  }
}
