package io.sluice.testing;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithBroker
@Timeout(120)
class WithBrokerTest {
  @Test
  void keepsWhatIsSentToIt(Broker broker) throws Exception {
    String topic = broker.topic("kit");
    try (var producer = producer(broker)) {
      producer.send(new ProducerRecord<>(topic, "one")).get(30, TimeUnit.SECONDS);
    }
    assertThat(read(broker, topic, 1)).containsExactly("one");
  }

  @Test
  void isTheSameForAllTestsThatShareIt(Broker one, Broker other) {
    assertThat(one).isSameAs(other);
    assertThat(one.topic("same")).startsWith("same-").isNotEqualTo(one.topic("same"));
  }

  @Test
  void makesTopicsWithTheWantedPartitions(Broker broker) {
    String topic = broker.topic("wide", 3);
    try (var producer = producer(broker)) {
      assertThat(producer.partitionsFor(topic)).hasSize(3);
    }
  }

  @Test
  void isOfTheKindThatWasAskedFor(Broker broker, OwnBroker own) {
    String wish = System.getProperty("sluice.broker", "auto");
    assertThat(broker.kind())
        .isIn(wish.equals("auto") ? List.of("docker", "embedded") : List.of(wish));
    assertThat(own.kind()).isEqualTo(broker.kind());
    assertThat(own.bootstrapServers()).isNotEqualTo(broker.bootstrapServers());
  }

  @Test
  void answersNothingWhilePausedAndEverythingAfterwards(OwnBroker broker) throws Exception {
    String topic = broker.topic("paused");
    try (var producer = producer(broker)) {
      producer.send(new ProducerRecord<>(topic, "before")).get(30, TimeUnit.SECONDS);
      broker.pause();
      Future<RecordMetadata> during = producer.send(new ProducerRecord<>(topic, "during"));
      assertThatThrownBy(() -> during.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      broker.resume();
      during.get(60, TimeUnit.SECONDS);
    }
    assertThat(read(broker, topic, 2)).containsExactly("before", "during");
  }

  @Test
  void keepsItsAddressAndItsRecordsAcrossAStop(OwnBroker broker) throws Exception {
    String topic = broker.topic("stopped");
    try (var producer = producer(broker)) {
      producer.send(new ProducerRecord<>(topic, "before")).get(30, TimeUnit.SECONDS);
      broker.stop();
      assertThatThrownBy(() -> Topics.demandAnswer(broker.bootstrapServers()))
          .isInstanceOf(TimeoutException.class);
      broker.start();
      producer.send(new ProducerRecord<>(topic, "after")).get(60, TimeUnit.SECONDS);
    }
    assertThat(read(broker, topic, 2)).containsExactly("before", "after");
  }

  @Test
  void breaksOnlyTheLineWhenOnlyTheLineIsCut() throws Exception {
    try (BrokerBehindLink broker = BrokerBehindLink.fresh()) {
      String topic = broker.topic("linked");
      try (var producer = producer(broker)) {
        producer.send(new ProducerRecord<>(topic, "before")).get(30, TimeUnit.SECONDS);
        broker.link().cut();
        assertThatThrownBy(() -> Topics.demandAnswer(broker.bootstrapServers()))
            .isInstanceOf(TimeoutException.class);
        broker.link().restore();
        producer.send(new ProducerRecord<>(topic, "after")).get(60, TimeUnit.SECONDS);
        broker.link().delay(Duration.ofMillis(100));
        long start = System.nanoTime();
        producer.send(new ProducerRecord<>(topic, "slow")).get(60, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isGreaterThanOrEqualTo(Duration.ofMillis(200));
      }
      assertThat(read(broker, topic, 3)).containsExactly("before", "after", "slow");
    }
  }

  private static KafkaProducer<String, String> producer(Broker broker) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "acks", "all",
            "linger.ms", "0",
            "request.timeout.ms", "3000"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> read(Broker broker, String topic, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      List<String> values = new ArrayList<>();
      eventually(
          Duration.ofSeconds(30),
          () -> {
            consumer.poll(Duration.ofMillis(50)).forEach(record -> values.add(record.value()));
            assertThat(values).hasSizeGreaterThanOrEqualTo(count);
          });
      return values;
    }
  }
}
