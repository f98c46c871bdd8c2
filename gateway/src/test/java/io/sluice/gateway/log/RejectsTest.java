package io.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.sluice.schemas.KeptBody;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.RejectedHooks;
import io.sluice.schemas.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RejectsTest {

  private static final int KIB_64 = 64 << 10;
  private static final String REASON = "bad_signature";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          Cluster.empty(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Metrics metrics = new Metrics();
  private final AtomicLong nanos = new AtomicLong();
  private boolean topicReady = true;
  private final Rejects rejects =
      new Rejects(
          new Producers(() -> producer, nanos::get, () -> {}),
          () -> topicReady,
          nanos::get,
          metrics);

  @Test
  void putsAHookAsideAndCountsItWhenKafkaHasIt() {
    RejectedHook hook = hook("github", REASON, new byte[] {1, 2, 3});
    rejects.offer(hook);
    assertThat(count(REASON, "stored")).isZero();
    assertThat(producer.completeNext()).isTrue();
    assertThat(count(REASON, "stored")).isEqualTo(1);
    ProducerRecord<byte[], byte[]> sent = producer.history().getFirst();
    assertThat(sent.topic()).isEqualTo("webhooks.rejected");
    assertThat(sent.key()).isEqualTo("github".getBytes(UTF_8));
    assertThat(kept(sent)).isEqualTo(hook);
  }

  @Test
  void cutsALongBodyAndKeepsTheFactsOfTheWhole() {
    byte[] body = new byte[KIB_64 + 1];
    Arrays.fill(body, (byte) 'x');
    rejects.offer(hook("github", REASON, body));
    KeptBody kept = kept(producer.history().getFirst()).body();
    assertThat(kept.bytes()).hasSize(KIB_64);
    assertThat(kept.wholeLength()).isEqualTo(KIB_64 + 1);
    assertThat(kept.wholeSha256()).isEqualTo(KeptBody.whole(body).wholeSha256());
  }

  @Test
  void takesASampleOfEachSourceAndReasonAndCountsTheRest() {
    for (int i = 0; i < 100; i++) {
      rejects.offer(hook("github", REASON, new byte[1]));
    }
    assertThat(producer.history()).hasSize(10);
    assertThat(count(REASON, "sampled_out")).isEqualTo(90);
    rejects.offer(hook("github", "stale_timestamp", new byte[1]));
    rejects.offer(hook("stripe", REASON, new byte[1]));
    assertThat(producer.history()).hasSize(12);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    rejects.offer(hook("github", REASON, new byte[1]));
    rejects.offer(hook("github", REASON, new byte[1]));
    assertThat(producer.history()).hasSize(13);
  }

  @Test
  void makesNoHookThatTheSampleLeavesOut() {
    AtomicLong made = new AtomicLong();
    for (int i = 0; i < 50; i++) {
      rejects.offer(
          "github",
          REASON,
          () -> {
            made.incrementAndGet();
            return hook("github", REASON, new byte[1]);
          });
    }
    assertThat(made).hasValue(10);
  }

  @Test
  void holdsNoMoreThanItsShareOfMemoryWhileKafkaIsSlow() {
    for (int i = 0; i < 40; i++) {
      rejects.offer(hook("source-" + i, REASON, new byte[KIB_64]));
    }
    assertThat(producer.history()).as("records of 64 KiB and a little in 1 MiB").hasSize(15);
    assertThat(count(REASON, "failed")).isEqualTo(25);
    assertThat(producer.completeNext()).isTrue();
    assertThat(producer.errorNext(new TimeoutException("expired"))).isTrue();
    for (int i = 40; i < 50; i++) {
      rejects.offer(hook("source-" + i, REASON, new byte[KIB_64]));
    }
    assertThat(producer.history()).as("two were given back").hasSize(17);
  }

  @Test
  void sendsNothingBeforeThereIsATopic() {
    topicReady = false;
    rejects.offer(hook("github", REASON, new byte[1]));
    assertThat(producer.history()).isEmpty();
    assertThat(count(REASON, "failed")).isEqualTo(1);
    topicReady = true;
    rejects.offer(hook("github", REASON, new byte[1]));
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void countsWhatKafkaDoesNotTake() {
    rejects.offer(hook("github", REASON, new byte[1]));
    assertThat(producer.errorNext(new TimeoutException("expired"))).isTrue();
    assertThat(count(REASON, "failed")).isEqualTo(1);
    assertThat(count(REASON, "stored")).isZero();
  }

  @Test
  void neverThrowsAndGivesItsMemoryBack() {
    producer.sendException = new KafkaException("cannot");
    for (int i = 0; i < 100; i++) {
      rejects.offer(hook("source-" + i, REASON, new byte[KIB_64]));
    }
    assertThat(count(REASON, "failed")).isEqualTo(100);
    producer.sendException = null;
    rejects.offer(hook("later", REASON, new byte[KIB_64]));
    assertThat(producer.history()).hasSize(1);
    rejects.offer(
        "github",
        REASON,
        () -> {
          throw new IllegalStateException("a bug in its making");
        });
    producer.close();
    rejects.offer(hook("closed", REASON, new byte[1]));
    assertThat(count(REASON, "failed")).isEqualTo(102);
  }

  @Test
  void namesNoMoreReasonsThanAMeterShouldHave() {
    for (int i = 0; i < 200; i++) {
      rejects.offer(hook("github", "reason-" + i, new byte[1]));
    }
    while (producer.completeNext()) {
      assertThat(count("reason-0", "stored")).isEqualTo(1);
    }
    assertThat(count("reason-63", "stored")).isEqualTo(1);
    assertThat(count("other", "stored")).isEqualTo(200 - 64);
  }

  private double count(String reason, String fate) {
    return metrics.counter(Metric.REJECTS, reason, fate).count();
  }

  private static RejectedHook kept(ProducerRecord<byte[], byte[]> sent) {
    return switch (RejectedHooks.decode(sent.value())) {
      case RejectedHooks.Read.Hook(RejectedHook hook) -> hook;
      case RejectedHooks.Read.Unreadable(String why) -> throw new AssertionError(why);
    };
  }

  private static RejectedHook hook(String source, String reason, byte[] body) {
    return new RejectedHook(
        "request-1",
        source,
        Instant.EPOCH,
        "POST",
        "/in/" + source,
        null,
        List.of(),
        null,
        new Rejection(Rejection.Stage.VERIFY, reason, null, "github"),
        KeptBody.whole(body));
  }
}
