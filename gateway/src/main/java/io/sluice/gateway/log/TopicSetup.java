package io.sluice.gateway.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.Config;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.admin.TopicDescription;
import io.vertx.kafka.client.common.ConfigResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** Creates the topics that are missing and checks those that are there. Blocks: not for a loop. */
public final class TopicSetup {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Map<String, String> clientSettings;
  private final TopicPlan plan;

  public TopicSetup(Vertx vertx, Map<String, String> clientSettings, TopicPlan plan) {
    this.vertx = vertx;
    this.clientSettings = clientSettings;
    this.plan = plan;
  }

  /** Has every one of {@code topics} exist, as durable as planned. */
  public TopicCheck ensure(Collection<String> topics) throws InterruptedException {
    KafkaAdminClient admin;
    try {
      admin = KafkaAdminClient.create(vertx, clientSettings);
    } catch (KafkaException e) {
      return unreachable(e);
    }
    try {
      return ensure(admin, topics);
    } catch (ExecutionException e) {
      return unreachable(e);
    } catch (TimeoutException e) {
      return unreachable("no answer within " + PATIENCE.toSeconds() + " s");
    } finally {
      admin.close();
    }
  }

  private TopicCheck ensure(KafkaAdminClient admin, Collection<String> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    int brokers = await(admin.describeCluster()).getNodes().size();
    Set<String> there = await(admin.listTopics());
    List<String> missing = topics.stream().filter(t -> !there.contains(t)).sorted().toList();
    List<String> present = topics.stream().filter(there::contains).sorted().toList();
    List<String> faults = new ArrayList<>(check(admin, present));
    if (!missing.isEmpty() && brokers < plan.replication()) {
      faults.add(tooFewBrokers(missing, brokers));
    }
    if (!faults.isEmpty()) {
      return new TopicCheck.Faulty(faults);
    }
    create(admin, missing);
    return new TopicCheck.Ready(missing);
  }

  private List<String> check(KafkaAdminClient admin, List<String> present)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (present.isEmpty()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    Map<String, TopicDescription> topics = await(admin.describeTopics(present));
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(present.stream().map(TopicSetup::resource).toList()));
    for (String topic : present) {
      int replication = replication(topics.get(topic));
      if (replication < plan.replication()) {
        faults.add(weak(topic, "replication", replication, plan.replication()));
      }
      Config config = configs.get(resource(topic));
      int insync = number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
      if (insync < plan.minInsyncReplicas()) {
        faults.add(weak(topic, "min_insync_replicas", insync, plan.minInsyncReplicas()));
      }
      int recordBytes = number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      if (recordBytes < plan.recordBytesMax()) {
        faults.add(narrow(topic, recordBytes));
      }
    }
    return faults;
  }

  private void create(KafkaAdminClient admin, List<String> missing)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (missing.isEmpty()) {
      return;
    }
    Map<String, String> config =
        Map.of(
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(plan.minInsyncReplicas()),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(plan.recordBytesMax()),
            TopicConfig.RETENTION_MS_CONFIG, Long.toString(plan.retention().toMillis()),
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    List<NewTopic> topics =
        missing.stream()
            .map(t -> new NewTopic(t, plan.partitions(), (short) plan.replication()))
            .map(t -> t.setConfig(config))
            .toList();
    try {
      await(admin.createTopics(topics));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e; // another gateway that starts at the same time may have been first
      }
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(org.apache.kafka.common.config.ConfigResource.Type.TOPIC, topic);
  }

  private static int replication(@Nullable TopicDescription topic) {
    return topic == null ? 0 : topic.getPartitions().getFirst().getReplicas().size();
  }

  /** What a topic has; 0 where it does not say. */
  private static int number(@Nullable Config config, String name) {
    if (config == null) {
      return 0;
    }
    return config.getEntries().stream()
        .filter(e -> e.getName().equals(name))
        .mapToInt(e -> Integer.parseInt(e.getValue()))
        .findFirst()
        .orElse(0);
  }

  private String tooFewBrokers(List<String> missing, int brokers) {
    return "kafka.topics.replication is "
        + plan.replication()
        + " but the cluster has "
        + brokers
        + (brokers == 1 ? " broker" : " brokers")
        + ", so "
        + String.join(", ", missing)
        + " cannot be created: add brokers or lower kafka.topics.replication";
  }

  private static String weak(String topic, String what, int is, int wanted) {
    return "topic "
        + topic
        + " has "
        + what
        + " "
        + is
        + ", less than kafka.topics."
        + what
        + " ("
        + wanted
        + "): alter the topic, or lower the setting if that is what you want";
  }

  /** An event could be accepted, and Kafka never take it. */
  private String narrow(String topic, int bytes) {
    return "topic "
        + topic
        + " takes records of at most "
        + bytes
        + " bytes (max.message.bytes), less than kafka.topics.record_max ("
        + plan.recordBytesMax()
        + "): alter the topic, or lower the setting and the sources' body_max";
  }

  private TopicCheck unreachable(Exception failure) {
    Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
    return unreachable(cause.getClass().getSimpleName() + ": " + cause.getMessage());
  }

  private TopicCheck unreachable(String why) {
    String servers = clientSettings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return new TopicCheck.Unreachable("Kafka at " + servers + " cannot be reached: " + why);
  }

  private static <T> T await(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
