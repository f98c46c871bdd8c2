package io.sluice.gateway.log;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProducersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<MockProducer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Producers producers = new Producers(this::make, nanos::get, () -> {});
  private final List<AppendResult> results = new ArrayList<>();

  private MockProducer<byte[], byte[]> make() {
    MockProducer<byte[], byte[]> one =
        new MockProducer<>(
            Cluster.empty(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    made.add(one);
    return one;
  }

  static List<RuntimeException> forGood() {
    return List.of(
        new OutOfOrderSequenceException("gap"),
        new KafkaException("Cannot perform send because at least one previous send has failed"));
  }

  @ParameterizedTest
  @MethodSource("forGood")
  void oneThatHasFailedForGoodIsReplacedAndClosed(RuntimeException error) {
    pass(Duration.ofSeconds(6));
    send();
    made.getFirst().errorNext(error);
    eventually(PATIENCE, () -> assertThat(made.getFirst().closed()).isTrue());
    assertThat(made).hasSize(2);
    assertThat(producers.current()).isSameAs(made.getLast());
    send();
    made.getLast().completeNext();
    assertThat(results.getLast()).isInstanceOf(AppendResult.InKafka.class);
  }

  static List<RuntimeException> notForGood() {
    return List.of(
        new TimeoutException("late"),
        new NotEnoughReplicasException("few"),
        new RecordTooLargeException("large"),
        new TopicAuthorizationException("topic"));
  }

  @ParameterizedTest
  @MethodSource("notForGood")
  void oneThatCouldNotStoreARecordStays(RuntimeException error) {
    pass(Duration.ofSeconds(6));
    send();
    made.getFirst().errorNext(error);
    send();
    made.getFirst().completeNext();
    assertThat(results.getLast()).isInstanceOf(AppendResult.InKafka.class);
    assertThat(made).hasSize(1);
  }

  @Test
  void oneThatHasJustBeenMadeStays() {
    pass(Duration.ofSeconds(4));
    send();
    made.getFirst().errorNext(new OutOfOrderSequenceException("gap"));
    assertThat(producers.current()).isSameAs(made.getFirst());
    assertThat(made).hasSize(1);
  }

  @Test
  void afterTheEndNoneIsMade() {
    pass(Duration.ofSeconds(6));
    producers.close();
    send();
    assertThat(results).containsExactly(new AppendResult.NotAppended(AppendResult.Cause.CLOSED));
    assertThat(made).hasSize(1);
  }

  @Test
  void settingsThatKafkaDoesNotAcceptAreTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Producers.connect(Map.of("bootstrap.servers", "no-port")))
        .withMessageContaining("kafka.bootstrap_servers");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void send() {
    KafkaAppend.send(producers, new ProducerRecord<>("topic", new byte[] {1}), results::add);
  }
}
