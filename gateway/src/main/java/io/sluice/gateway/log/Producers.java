package io.sluice.gateway.log;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's producer, and a new one in its place when it has failed for good: after some errors an
 * idempotent producer answers everything with the same error for ever. What the old one still holds
 * fails when it is closed, and its receipts are told so.
 */
public final class Producers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Producers.class);

  /** A cluster that refuses every new one must not be flooded with them. */
  private static final Duration APART_MIN = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> maker;
  private final LongSupplier nanos;
  private final Runnable onRenewed;
  private final AtomicReference<Producer<byte[], byte[]>> current;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile long madeNanos;
  private volatile boolean closed;

  /**
   * @param maker makes one; its errors pass through here the first time
   * @param nanos a monotonic clock, in nanoseconds
   * @param onRenewed told after each new one but the first
   */
  public Producers(
      Supplier<Producer<byte[], byte[]>> maker, LongSupplier nanos, Runnable onRenewed) {
    this.maker = maker;
    this.nanos = nanos;
    this.onRenewed = onRenewed;
    this.current = new AtomicReference<>(maker.get());
    this.madeNanos = nanos.getAsLong();
  }

  /**
   * A producer of Kafka's.
   *
   * @throws IllegalArgumentException when Kafka does not accept the settings
   */
  public static Producer<byte[], byte[]> connect(Map<String, Object> settings) {
    try {
      return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IllegalArgumentException(
          "look at kafka.bootstrap_servers and kafka.client: " + cause.getMessage(), e);
    }
  }

  /** The one to use just now. */
  public Producer<byte[], byte[]> current() {
    return current.get();
  }

  /** A producer has told this error; it is replaced if it will never work again. Any thread. */
  @SuppressWarnings("ReferenceEquality") // the very producer is meant
  void failed(Producer<byte[], byte[]> failing, Throwable error) {
    if (!closed
        && failing == current.get()
        && isForGood(error)
        && nanos.getAsLong() - madeNanos >= APART_MIN.toNanos()
        && renewing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("producer-renewal").start(() -> renew(failing, error));
    }
  }

  private static boolean isForGood(Throwable error) {
    return switch (error) {
      case OutOfOrderSequenceException _,
          InvalidPidMappingException _,
          InvalidProducerEpochException _,
          ProducerFencedException _,
          ClusterAuthorizationException _,
          UnsupportedVersionException _ ->
          true;
      // What the broker has answered about a record; the producer itself is well.
      case ApiException _ -> false;
      case KafkaException _ -> true;
      default -> false;
    };
  }

  private void renew(Producer<byte[], byte[]> failed, Throwable error) {
    try {
      current.set(maker.get());
      madeNanos = nanos.getAsLong();
      LOG.atWarn()
          .addKeyValue("error", error.getClass().getSimpleName())
          .log("kafka.producer_renewed");
      onRenewed.run();
      failed.close(Duration.ZERO);
      if (closed) {
        current.get().close(Duration.ZERO);
      }
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("why", e.getMessage()).log("kafka.producer_not_renewed");
    } finally {
      renewing.set(false);
    }
  }

  /** Gives what is under way so much time, then fails it. */
  public void close(Duration max) {
    closed = true;
    current.get().close(max);
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
