package io.sluice.testing.cluster;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.FlakyLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithCluster
@Timeout(400)
@Tag("campaign")
class WithClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private String topic;

  @BeforeEach
  void createTopic(Cluster cluster) {
    topic = cluster.admin().nameFor("kit");
    cluster.admin().create(topic, 1);
  }

  @Test
  void anotherBrokerLeadsWhenTheLeaderIsKilled(Cluster cluster) throws Exception {
    try (var producer = producer(cluster)) {
      send(producer, "before");
      int leader = leader(cluster);
      cluster.kill(leader);
      send(producer, "after");
      assertThat(leader(cluster)).isNotEqualTo(leader);
      assertThat(cluster.admin().inSyncReplicasOf(topic, 0)).hasSize(2).doesNotContain(leader);
      cluster.start(leader);
      cluster.awaitHealthy();
    }
    assertThat(read(cluster)).containsExactly("before", "after");
  }

  @Test
  void anotherBrokerLeadsWhenTheLeaderIsFrozen(Cluster cluster) throws Exception {
    try (var producer = producer(cluster)) {
      send(producer, "before");
      int leader = leader(cluster);
      cluster.freeze(leader);
      send(producer, "after");
      assertThat(leader(cluster)).isNotEqualTo(leader);
      cluster.thaw(leader);
      cluster.awaitHealthy();
    }
    assertThat(read(cluster)).containsExactly("before", "after");
  }

  @Test
  void everythingIsThereAgainAfterAllBrokersWereKilled(Cluster cluster) throws Exception {
    try (var producer = producer(cluster)) {
      send(producer, "before");
      cluster.killAll();
      Future<RecordMetadata> during = producer.send(new ProducerRecord<>(topic, "during"));
      assertThatThrownBy(() -> during.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      cluster.startAll();
      during.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      cluster.awaitHealthy();
    }
    assertThat(read(cluster)).containsExactly("before", "during");
  }

  @Test
  void whatHappensToTheLinksIsSeenByClientsOnly(Cluster cluster) throws Exception {
    try (var producer = producer(cluster)) {
      send(producer, "before");
      int leader = leader(cluster);
      cluster.toAllLinks(FlakyLink::blackHole);
      Future<RecordMetadata> during = producer.send(new ProducerRecord<>(topic, "during"));
      assertThatThrownBy(() -> during.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(leader(cluster)).isEqualTo(leader);
      cluster.toAllLinks(FlakyLink::restore);
      during.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(read(cluster)).containsExactly("before", "during");
  }

  @Test
  void leadersMoveWithoutAnyBrokerFailing(Cluster cluster) throws Exception {
    int leader = leader(cluster);
    int other = leader % Cluster.BROKERS + 1;
    cluster.admin().moveLeader(topic, 0, other);
    eventually(PATIENCE, () -> assertThat(leader(cluster)).isEqualTo(other));
    cluster.awaitHealthy();
  }

  @Test
  void aRightThatIsWithdrawnIsMissedUntilItIsGivenBack(Cluster cluster) throws Exception {
    try (var producer = producer(cluster)) {
      send(producer, "before");
      cluster.admin().withdrawWriting(topic);
      eventually(
          PATIENCE,
          () ->
              assertThatThrownBy(() -> send(producer, "during"))
                  .hasRootCauseInstanceOf(TopicAuthorizationException.class));
      cluster.admin().giveBackAllRights();
      eventually(PATIENCE, () -> send(producer, "after"));
    }
    assertThat(read(cluster)).startsWith("before").endsWith("after");
  }

  @Test
  void aProducerWithoutTheRightToOneGetsNoIdUntilItIsGivenBack(Cluster cluster) throws Exception {
    cluster.admin().withdrawProducing();
    eventually(PATIENCE, () -> demandRefusal(cluster));
    try (var producer = producer(cluster)) {
      assertThatThrownBy(() -> send(producer, "refused"))
          .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
      cluster.admin().giveBackAllRights();
      eventually(PATIENCE, () -> send(producer, "after"));
    }
    assertThat(read(cluster)).endsWith("after");
  }

  @Test
  void aProducerThatIsToldOfAFatalErrorIsOfNoUseAnyMore(Cluster cluster) throws Exception {
    try (var producer = producer(cluster)) {
      send(producer, "before");
      cluster.forgeRefusalsOfIdempotentWrites();
      assertThatThrownBy(() -> send(producer, "refused"))
          .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
      cluster.endForging();
      assertThatThrownBy(() -> send(producer, "refused for ever"))
          .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
    }
    try (var another = producer(cluster)) {
      send(another, "after");
    }
    assertThat(read(cluster)).containsExactly("before", "refused", "after");
  }

  @Test
  void aTopicCanBeMadeTooStrictForItsRecords(Cluster cluster) throws Exception {
    try (var producer = producer(cluster)) {
      cluster.admin().set(topic, "max.message.bytes", "100");
      eventually(
          PATIENCE,
          () ->
              assertThatThrownBy(() -> send(producer, "x".repeat(200)))
                  .hasRootCauseInstanceOf(RecordTooLargeException.class));
      cluster.admin().unset(topic, "max.message.bytes");
      eventually(PATIENCE, () -> send(producer, "x".repeat(200)));
    }
  }

  @Test
  void aTopicCanBeMadeTooStrictForItsReplicas(Cluster cluster) throws Exception {
    try (var producer = producer(cluster, Map.of("enable.idempotence", "false", "retries", "0"))) {
      cluster.admin().set(topic, "min.insync.replicas", "3");
      cluster.kill(follower(cluster));
      eventually(
          PATIENCE,
          () ->
              assertThatThrownBy(() -> send(producer, "refused"))
                  .hasRootCauseInstanceOf(NotEnoughReplicasException.class));
    }
  }

  @Test
  void aDeletedTopicIsGone(Cluster cluster) {
    cluster.admin().delete(topic);
    assertThatThrownBy(() -> leader(cluster))
        .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
    cluster.admin().create(topic, 2);
    cluster.awaitHealthy();
    assertThat(cluster.admin().leaderOf(topic, 1)).isPresent();
  }

  private int leader(Cluster cluster) {
    return cluster.admin().leaderOf(topic, 0).orElseThrow();
  }

  private int follower(Cluster cluster) {
    return leader(cluster) % Cluster.BROKERS + 1;
  }

  private void send(KafkaProducer<String, String> producer, String value) throws Exception {
    producer.send(new ProducerRecord<>(topic, value)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Every broker has heard of the withdrawn right when a new producer is refused. */
  private void demandRefusal(Cluster cluster) {
    try (var producer = producer(cluster)) {
      assertThatThrownBy(() -> send(producer, "refused"))
          .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
    }
  }

  private static KafkaProducer<String, String> producer(Cluster cluster) {
    return producer(cluster, Map.of());
  }

  private static KafkaProducer<String, String> producer(
      Cluster cluster, Map<String, Object> special) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", cluster.bootstrapServers());
    settings.put("acks", "all");
    settings.put("linger.ms", "0");
    settings.put("request.timeout.ms", "3000");
    settings.put("reconnect.backoff.max.ms", "200");
    settings.putAll(special);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private List<String> read(Cluster cluster) {
    Map<String, Object> settings = Map.of("bootstrap.servers", cluster.directBootstrapServers());
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Long end = consumer.endOffsets(List.of(partition)).get(partition);
      eventually(
          PATIENCE,
          () -> {
            consumer.poll(Duration.ofMillis(50)).forEach(record -> values.add(record.value()));
            assertThat(consumer.position(partition)).isEqualTo(end);
          });
    }
    return values;
  }
}
