package io.sluice.gateway.log;

import io.micrometer.core.instrument.Counter;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.RejectedRecords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts a sample of the refused requests aside, for people to look into. It is a favour, not a
 * promise: what the sample leaves out, what does not fit and what Kafka does not take is counted
 * and gone. A flood of rejects costs events nothing: few pass, their bodies are cut, and all of
 * them on their way together hold no more than {@value #IN_FLIGHT_BYTES_MAX} bytes.
 */
public final class Rejects {

  /** The most that is kept of a body. */
  static final int BODY_BYTES_MAX = 64 << 10;

  /** The most that all records on their way to Kafka may hold. */
  static final int IN_FLIGHT_BYTES_MAX = 1 << 20;

  /** How many reasons are counted by their names; any further one is counted as another. */
  static final int REASONS_MAX = 64;

  private static final String OTHER_REASON = "other";
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int BURST = 10;
  private static final int KINDS_MAX = 1024;

  private final Producers producers;
  private final BooleanSupplier topicReady;
  private final LongSupplier nanos;
  private final Metrics metrics;
  private final Sampler sampler = new Sampler(INTERVAL, BURST, KINDS_MAX);
  private final AtomicLong inFlightBytes = new AtomicLong();
  private final Map<String, Fates> fatesByReason = new ConcurrentHashMap<>();

  /** The counters of one reason. */
  private record Fates(Counter stored, Counter sampledOut, Counter failed) {

    static Fates of(Metrics metrics, String reason) {
      return new Fates(
          metrics.counter(Metric.REJECTS, reason, "stored"),
          metrics.counter(Metric.REJECTS, reason, "sampled_out"),
          metrics.counter(Metric.REJECTS, reason, "failed"));
    }

    void count(AppendResult result) {
      switch (result) {
        case AppendResult.Durable _ -> stored.increment();
        case AppendResult.NotAppended _ -> failed.increment();
      }
    }
  }

  /**
   * @param producers one whose {@code send} never waits, such as that of the events
   * @param topicReady whether the topic is there; until then nothing is sent
   * @param nanos a clock that never goes back, of any origin
   */
  public Rejects(
      Producers producers, BooleanSupplier topicReady, LongSupplier nanos, Metrics metrics) {
    this.producers = producers;
    this.topicReady = topicReady;
    this.nanos = nanos;
    this.metrics = metrics;
  }

  /** Puts a refused request aside, if the sample takes it. Never waits and never throws. */
  public void offer(RejectedHook hook) {
    offer(hook.source(), hook.rejection().reason(), () -> hook);
  }

  /**
   * The same for a hook that is only made when the sample takes it, as that costs a digest of the
   * body.
   */
  public void offer(String source, String reason, Supplier<RejectedHook> maker) {
    Fates fates = fates(reason);
    if (!sampler.passes(new Sampler.Kind(source, reason), nanos.getAsLong())) {
      fates.sampledOut().increment();
      return;
    }
    if (!topicReady.getAsBoolean()) {
      fates.failed().increment();
      return;
    }
    try {
      send(RejectedRecords.of(maker.get().withBodyAtMost(BODY_BYTES_MAX)), fates);
    } catch (RuntimeException e) {
      fates.failed().increment(); // a fault in making it must not reach the request
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record, Fates fates) {
    long bytes = bytes(record);
    if (inFlightBytes.addAndGet(bytes) > IN_FLIGHT_BYTES_MAX) {
      inFlightBytes.addAndGet(-bytes);
      fates.failed().increment();
      return;
    }
    KafkaAppend.send(
        producers,
        record,
        result -> {
          inFlightBytes.addAndGet(-bytes);
          fates.count(result);
        });
  }

  private static long bytes(ProducerRecord<byte[], byte[]> record) {
    long bytes = (long) record.key().length + record.value().length;
    for (var header : record.headers()) {
      bytes += header.key().length() + header.value().length;
    }
    return bytes;
  }

  private Fates fates(String reason) {
    boolean named = fatesByReason.containsKey(reason) || fatesByReason.size() < REASONS_MAX;
    return fatesByReason.computeIfAbsent(
        named ? reason : OTHER_REASON, name -> Fates.of(metrics, name));
  }
}
