package io.sluice.testing.cluster;

import io.sluice.testing.cluster.Listener.Use;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The server.properties of one broker of a cluster, which is a controller too.
 *
 * <p>Brokers prove who they are to each other and may do everything. Clients do not and are {@link
 * #CLIENTS}; they may do what no rule denies them, so that a test can withdraw a right.
 *
 * @param id from 1 on
 * @param voters the controllers of the cluster, in Kafka's own notation
 * @param logDir where the broker keeps its data
 */
record NodeSettings(int id, String voters, List<Listener> listeners, String logDir) {

  /** Whom Kafka takes every client for. */
  static final String CLIENTS = "User:ANONYMOUS";

  private static final String BROKERS = "broker";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"broker\" password=\"among-us\" user_broker=\"among-us\";";

  /** All settings by Kafka's names. */
  Map<String, String> toMap() {
    Map<String, String> all = new HashMap<>();
    all.putAll(identity());
    all.putAll(rights());
    all.putAll(threeReplicas());
    all.putAll(quickToNotice());
    all.putAll(fewThreads());
    return all;
  }

  private Map<String, String> identity() {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(id),
        "log.dirs",
        logDir,
        "controller.quorum.voters",
        voters,
        "listeners",
        joined(listeners, listener -> listener.use() + "://" + listener.bind()),
        "advertised.listeners",
        joined(
            listeners.stream().filter(listener -> listener.use() != Use.CONTROLLER).toList(),
            listener -> listener.use() + "://" + listener.advertised()),
        "listener.security.protocol.map",
        joined(List.of(Use.values()), use -> use + ":" + use.protocol()),
        "inter.broker.listener.name",
        Use.INTERNAL.name(),
        "controller.listener.names",
        Use.CONTROLLER.name());
  }

  private static Map<String, String> rights() {
    return Map.of(
        "sasl.enabled.mechanisms",
        "PLAIN",
        "sasl.mechanism.inter.broker.protocol",
        "PLAIN",
        "sasl.mechanism.controller.protocol",
        "PLAIN",
        "listener.name.internal.plain.sasl.jaas.config",
        LOGIN,
        "listener.name.controller.plain.sasl.jaas.config",
        LOGIN,
        "authorizer.class.name",
        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users",
        "User:" + BROKERS,
        "allow.everyone.if.no.acl.found",
        "true");
  }

  private static Map<String, String> threeReplicas() {
    return Map.ofEntries(
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("default.replication.factor", "3"),
        Map.entry("min.insync.replicas", "2"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("offsets.topic.replication.factor", "3"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "3"),
        Map.entry("transaction.state.log.min.isr", "2"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        Map.entry("share.coordinator.state.topic.replication.factor", "3"),
        Map.entry("share.coordinator.state.topic.min.isr", "2"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // Leaders move when a test moves them, not by themselves.
        Map.entry("auto.leader.rebalance.enable", "false"));
  }

  /** A third of what Kafka waits by itself before it gives a silent broker up. */
  private static Map<String, String> quickToNotice() {
    return Map.of(
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500",
        "controller.socket.timeout.ms", "3000",
        "replica.lag.time.max.ms", "10000");
  }

  private static Map<String, String> fewThreads() {
    return Map.of(
        "num.network.threads", "1",
        "num.io.threads", "2",
        "num.replica.fetchers", "1",
        "num.recovery.threads.per.data.dir", "1",
        "background.threads", "2",
        "log.cleaner.threads", "1",
        "log.cleaner.dedupe.buffer.size", "4194304",
        "metric.reporters", "");
  }

  private static <T> String joined(List<T> parts, Function<T, String> text) {
    return parts.stream().map(text).collect(Collectors.joining(","));
  }
}
