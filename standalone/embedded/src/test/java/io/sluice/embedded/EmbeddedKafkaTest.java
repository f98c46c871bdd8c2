package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class EmbeddedKafkaTest {
  @TempDir Path dir;

  @Test
  void keepsWhatItAcknowledgedAcrossARestartOnOtherPorts() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir))) {
      createTopic(kafka.bootstrapServers(), "orders");
      try (var producer = producer(kafka.bootstrapServers())) {
        send(producer, "orders", "one");
        send(producer, "orders", "two");
      }
      assertThat(read(kafka.bootstrapServers(), "orders", 2)).containsExactly("one", "two");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir))) {
      try (var producer = producer(kafka.bootstrapServers())) {
        send(producer, "orders", "three");
      }
      assertThat(read(kafka.bootstrapServers(), "orders", 3))
          .containsExactly("one", "two", "three");
    }
  }

  @Test
  void servesTheSameClientsAgainAfterARestartOnTheSamePort() throws Exception {
    EmbeddedKafka first = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir));
    EmbeddedKafkaConfig samePort = EmbeddedKafkaConfig.at(dir).withBrokerPort(first.brokerPort());
    createTopic(first.bootstrapServers(), "orders");
    try (var producer = producer(first.bootstrapServers())) {
      send(producer, "orders", "before");
      first.close();
      try (EmbeddedKafka second = EmbeddedKafka.start(samePort)) {
        send(producer, "orders", "after");
        assertThat(read(second.bootstrapServers(), "orders", 2)).containsExactly("before", "after");
      }
    }
  }

  @Test
  void refusesADirectoryThatAnotherBrokerUses() {
    try (EmbeddedKafka _ = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir))) {
      assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir)))
          .isInstanceOf(DataDirInUseException.class)
          .hasMessageContaining(dir.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
    try (BrokerProcess process = BrokerProcess.start(dir)) {
      String bootstrapServers = process.awaitBootstrapServers();
      createTopic(bootstrapServers, "orders");
      try (var producer = producer(bootstrapServers)) {
        send(producer, "orders", "one");
        send(producer, "orders", "two");
        assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir)))
            .isInstanceOf(DataDirInUseException.class)
            .hasMessageContaining("process " + process.pid());
        process.kill();
      }
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir))) {
      assertThat(read(kafka.bootstrapServers(), "orders", 2)).containsExactly("one", "two");
    }
  }

  @Test
  void saysWhichPortIsTakenAndGivesTheDirectoryBack() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir.resolve("a")))) {
      EmbeddedKafkaConfig taken =
          EmbeddedKafkaConfig.at(dir.resolve("b")).withBrokerPort(kafka.brokerPort());
      assertThatThrownBy(() -> EmbeddedKafka.start(taken))
          .hasMessageContaining("Port " + kafka.brokerPort());
      DataDirLock.take(dir.resolve("b")).close();
    }
  }

  @Test
  void failsWholeWhenASettingIsWrongAndStartsOnceItIsRight() {
    EmbeddedKafkaConfig wrong =
        EmbeddedKafkaConfig.at(dir).withOverrides(Map.of("num.io.threads", "none"));
    assertThatThrownBy(() -> EmbeddedKafka.start(wrong)).hasMessageContaining("num.io.threads");
    EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir)).close();
  }

  @Test
  void createsNoTopicByItselfAndListensOnLoopbackOnly() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThatThrownBy(() ->
              admin.describeTopics(List.of("absent")).allTopicNames().get(9, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + kafka.brokerPort());
      try (Socket socket = new Socket()) {
        InetAddress other = InetAddress.ofLiteral("127.0.0.2");
        assertThatThrownBy(
                () -> socket.connect(new InetSocketAddress(other, kafka.brokerPort()), 2_000))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void closesWithinThreeSecondsAndTwiceIsAsGoodAsOnce() throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.at(dir));
    createTopic(kafka.bootstrapServers(), "orders");
    try (var producer = producer(kafka.bootstrapServers())) {
      send(producer, "orders", "one");
      long start = System.nanoTime();
      kafka.close();
      kafka.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }

  private static void createTopic(String bootstrapServers, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
    }
  }

  private static KafkaProducer<String, String> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> producer, String topic, String value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
  }

  private static List<String> read(String bootstrapServers, String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            "reader-" + count,
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      List<String> values = new ArrayList<>();
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (values.size() < count && System.nanoTime() < limit) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }
}
