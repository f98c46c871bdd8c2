package io.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.gateway.source.Ack;
import io.sluice.platform.metrics.Metrics;
import io.sluice.schemas.Topics;
import io.sluice.schemas.Verification;
import io.sluice.schemas.WebhookEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaLogTest {

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          Cluster.empty(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private boolean rejectsReady;
  private final KafkaLog log =
      new KafkaLog(
          new Producers(() -> producer, System::nanoTime, () -> {}),
          hook -> new ProducerRecord<>(hook.topic(), hook.event().body()),
          () -> rejectsReady,
          new Metrics());
  private final List<AppendResult> results = new ArrayList<>();

  @Test
  void saysInKafkaOnlyOnTheAcknowledgement() {
    log.append(hook(), results::add);
    assertThat(results).isEmpty();
    producer.completeNext();
    assertThat(results).containsExactly(new InKafka(0, 0));
  }

  static Stream<Map.Entry<RuntimeException, Cause>> failures() {
    return Stream.of(
        Map.entry(new TimeoutException("expired"), Cause.TIMEOUT),
        Map.entry(new BufferExhaustedException("full"), Cause.BUFFER_FULL),
        Map.entry(new RecordTooLargeException("large"), Cause.TOO_LARGE),
        Map.entry(new NotEnoughReplicasException("few"), Cause.NOT_ENOUGH_REPLICAS),
        Map.entry(new TopicAuthorizationException("t"), Cause.NOT_AUTHORIZED),
        Map.entry(new KafkaException("other"), Cause.FAILED));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsALaterFailureOnce(Map.Entry<RuntimeException, Cause> failure) {
    log.append(hook(), results::add);
    producer.errorNext(failure.getKey());
    assertThat(results).containsExactly(new NotAppended(failure.getValue()));
  }

  @Test
  void tellsAFailureThatSendThrows() {
    producer.sendException = new KafkaException("cannot");
    log.append(hook(), results::add);
    assertThat(results).containsExactly(new NotAppended(Cause.FAILED));
  }

  @Test
  void tellsThatTheProducerIsClosed() {
    producer.close();
    log.append(hook(), results::add);
    assertThat(results).containsExactly(new NotAppended(Cause.CLOSED));
  }

  @Test
  void putsNothingIntoQuarantineBeforeThereIsOne() {
    log.append(hook(Topics.rejected()), results::add);
    assertThat(producer.history()).isEmpty();
    assertThat(results).containsExactly(new NotAppended(Cause.NO_METADATA));

    rejectsReady = true;
    log.append(hook(Topics.rejected()), results::add);
    assertThat(producer.completeNext()).isTrue();
    assertThat(results.getLast()).isEqualTo(new InKafka(0, 0));
  }

  private static HookRecord hook() {
    return hook("webhooks.github");
  }

  private static HookRecord hook(String topic) {
    WebhookEvent event =
        new WebhookEvent(
            "id",
            "github",
            "push",
            null,
            Instant.EPOCH,
            "POST",
            "/in/github",
            null,
            List.of(),
            null,
            new Verification("github", "env:S", new byte[32]),
            new byte[] {1});
    return new HookRecord("req-1", topic, "key", false, Ack.AUTO, event, null, Map.of(), null);
  }
}
