package io.sluice.testing.cluster;

import io.sluice.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What an administrator does to a {@link Cluster}, past its links, by way of its live brokers. */
public final class ClusterAdmin {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HEALTH_MAX = Duration.ofMinutes(3);
  private static final long SILENCE_MS_MAX = 1_500;

  /** What controllers may not have heard of yet: an idle cluster appends two a second. */
  private static final long NEWS_MAX = 2;

  private static final short REPLICAS = Cluster.BROKERS;

  private final Supplier<String> addresses;
  private final AtomicInteger named = new AtomicInteger();

  ClusterAdmin(Supplier<String> addresses) {
    this.addresses = addresses;
  }

  /** A topic's name that no other test has, which begins with the given one. */
  public String nameFor(String name) {
    return name + "-" + named.incrementAndGet();
  }

  /** Creates a topic that every broker has a replica of; two of them must have each record. */
  public void create(String topic, int partitions) {
    NewTopic wanted =
        new NewTopic(topic, partitions, REPLICAS)
            .configs(Map.of("min.insync.replicas", "2", "max.message.bytes", "2097152"));
    with(admin ->
        unless(TopicExistsException.class, () -> await(admin.createTopics(List.of(wanted)).all())));
  }

  /** Deletes a topic; returns when no live broker has a log of it that could be appended to. */
  public void delete(String topic) {
    with(admin ->
        unless(
            UnknownTopicOrPartitionException.class,
            () -> await(admin.deleteTopics(List.of(topic)).all())));
    Eventually.eventually(
        PATIENCE,
        () -> {
          if (with(admin -> hasLogOf(admin, topic))) {
            throw new AssertionError("there is still a log of " + topic);
          }
        });
  }

  /** Gives a topic a setting, by Kafka's name. */
  public void set(String topic, String key, String value) {
    AlterConfigOp op = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    alter(topic, op);
  }

  /** Takes a setting back, so that the cluster's default holds. */
  public void unset(String topic, String key) {
    AlterConfigOp op = new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE);
    alter(topic, op);
  }

  /** The broker that leads a partition, if any does. */
  public OptionalInt leaderOf(String topic, int partition) {
    return Optional.ofNullable(partition(topic, partition).leader())
        .map(leader -> OptionalInt.of(leader.id()))
        .orElse(OptionalInt.empty());
  }

  /** The brokers that have all of a partition. */
  public List<Integer> inSyncReplicasOf(String topic, int partition) {
    return partition(topic, partition).isr().stream().map(Node::id).sorted().toList();
  }

  /** Has another broker, chosen by the caller, lead a partition, without any broker failing. */
  public void moveLeader(String topic, int partition, int to) {
    TopicPartition what = new TopicPartition(topic, partition);
    List<Integer> order = new ArrayList<>(List.of(to));
    IntStream.rangeClosed(1, REPLICAS).filter(id -> id != to).forEach(order::add);
    with(admin -> {
      var reassignment = Map.of(what, Optional.of(new NewPartitionReassignment(order)));
      await(admin.alterPartitionReassignments(reassignment).all());
      return unless(
          ElectionNotNeededException.class,
          () -> await(admin.electLeaders(ElectionType.PREFERRED, Set.of(what)).all()));
    });
  }

  /** Forbids all clients to write to a topic; they may still read and describe it. */
  public void withdrawWriting(String topic) {
    with(admin -> await(admin.createAcls(Rights.allButWriting(topic)).all()));
  }

  /** Forbids all clients to write anywhere, and so to get a producer's id. */
  public void withdrawProducing() {
    with(admin -> await(admin.createAcls(Rights.allButProducing()).all()));
  }

  /** Clients may do everything again. */
  public void giveBackAllRights() {
    with(admin -> await(admin.deleteAcls(List.of(AclBindingFilter.ANY)).all()));
  }

  /** Waits until so many brokers are at work and every replica of every topic is in sync. */
  void awaitHealthy(int brokers) {
    with(admin -> {
      Eventually.eventually(HEALTH_MAX, () -> demandHealth(admin, brokers));
      return brokers;
    });
  }

  private static void demandHealth(Admin admin, int brokers) throws Exception {
    demandAgreement(await(admin.describeMetadataQuorum().quorumInfo()));
    int there = await(admin.describeCluster().nodes()).size();
    if (there != brokers) {
      throw new AssertionError(there + " brokers are at work");
    }
    for (TopicDescription topic : topics(admin)) {
      topic.partitions().forEach(partition -> demandHealth(topic.name(), partition));
    }
  }

  /**
   * A broker that was frozen still believes, for a moment, what was true before, and says so. So
   * every controller must have heard of the latest, and not from one that nobody listens to.
   */
  private static void demandAgreement(QuorumInfo quorum) {
    long latest =
        quorum.voters().stream().mapToLong(QuorumInfo.ReplicaState::logEndOffset).max().orElse(0);
    long silentSinceMs = System.currentTimeMillis() - SILENCE_MS_MAX;
    for (QuorumInfo.ReplicaState voter : quorum.voters()) {
      boolean heard = voter.lastFetchTimestamp().orElse(0) >= silentSinceMs;
      if (!heard || voter.logEndOffset() < latest - NEWS_MAX) {
        throw new AssertionError("controller " + voter.replicaId() + " is behind: " + voter);
      }
    }
  }

  private static void demandHealth(String topic, TopicPartitionInfo partition) {
    if (partition.leader() == null || partition.isr().size() < partition.replicas().size()) {
      throw new AssertionError(topic + " is not well: " + partition);
    }
  }

  private static Collection<TopicDescription> topics(Admin admin) throws Exception {
    Set<String> names = await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    return await(admin.describeTopics(names).allTopicNames()).values();
  }

  private static boolean hasLogOf(Admin admin, String topic) throws Exception {
    List<Integer> ids = await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    return await(admin.describeLogDirs(ids).allDescriptions()).values().stream()
        .flatMap(dirs -> dirs.values().stream())
        .map(LogDirDescription::replicaInfos)
        .flatMap(replicas -> replicas.keySet().stream())
        .anyMatch(partition -> partition.topic().equals(topic));
  }

  private TopicPartitionInfo partition(String topic, int partition) {
    return with(admin -> await(admin.describeTopics(List.of(topic)).allTopicNames()))
        .values()
        .stream()
        .flatMap(described -> described.partitions().stream())
        .filter(info -> info.partition() == partition)
        .findFirst()
        .orElseThrow();
  }

  private void alter(String topic, AlterConfigOp op) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    with(admin -> await(admin.incrementalAlterConfigs(Map.of(resource, List.of(op))).all()));
  }

  private <T> T with(Work<T> work) {
    Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", addresses.get(),
                "request.timeout.ms", "3000",
                "default.api.timeout.ms", Long.toString(PATIENCE.toMillis()),
                "reconnect.backoff.ms", "20",
                "reconnect.backoff.max.ms", "200"));
    try {
      return work.with(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (Exception e) {
      throw new IllegalStateException("the cluster's administration failed: " + e, e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * Does something whose answer may be missed, so that it is asked for twice; {@code done} is what
   * is answered to the second wish for what is done already.
   */
  private static boolean unless(Class<? extends ApiException> done, Callable<?> wish)
      throws Exception {
    try {
      wish.call();
      return true;
    } catch (ExecutionException e) {
      if (done.isInstance(e.getCause())) {
        return false;
      }
      throw e;
    }
  }

  private static <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
  }

  /** Something to ask or to have done. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Admin admin) throws Exception;
  }
}
