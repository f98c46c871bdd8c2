package io.sluice.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The server.properties of one node that is broker and controller at once.
 *
 * <p>Everything is sized for one machine and few clients. Flushing the log is left to the operating
 * system: a killed process loses nothing, a power cut may.
 */
record NodeProperties(
    int nodeId, Path logDir, int brokerPort, int controllerPort, int advertisedPort) {

  Map<String, String> with(Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>();
    all.putAll(identity());
    all.putAll(smallCluster());
    all.putAll(fewThreads());
    all.putAll(overrides);
    return all;
  }

  private Map<String, String> identity() {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(nodeId),
        "log.dirs",
        logDir.toString(),
        "listeners",
        "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(brokerPort, controllerPort),
        "advertised.listeners",
        "BROKER://127.0.0.1:" + advertisedPort,
        "listener.security.protocol.map",
        "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name",
        "BROKER",
        "controller.listener.names",
        "CONTROLLER",
        "controller.quorum.voters",
        "%d@127.0.0.1:%d".formatted(nodeId, controllerPort));
  }

  private static Map<String, String> smallCluster() {
    return Map.ofEntries(
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("default.replication.factor", "1"),
        Map.entry("min.insync.replicas", "1"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // After a kill the controller waits this long for the broker that is gone.
        Map.entry("broker.session.timeout.ms", "3000"),
        Map.entry("broker.heartbeat.interval.ms", "500"),
        Map.entry("initial.broker.registration.timeout.ms", "20000"),
        Map.entry("metric.reporters", ""));
  }

  private static Map<String, String> fewThreads() {
    return Map.of(
        "num.network.threads", "1",
        "num.io.threads", "2",
        "num.replica.fetchers", "1",
        "num.recovery.threads.per.data.dir", "1",
        "background.threads", "2",
        "log.cleaner.threads", "1",
        "log.cleaner.dedupe.buffer.size", "4194304");
  }
}
