package io.sluice.gateway.log;

import io.sluice.platform.ops.Readiness;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets Kafka ready before the first request and keeps it so: has the topics exist, and has the
 * producer know their brokers, because on the hot path it may not wait to find out. Runs on a
 * thread of its own until it is interrupted.
 *
 * <pre>
 *   check topics ─▶ ready ─▶ fetch metadata ─▶ gate opens ─▶ touch every topic now and then
 *      ▲   └▶ faulty, unreachable: gate says why, wait, ─┐
 *      └──────────────────────────────────────────────────┘
 * </pre>
 */
public final class KafkaWarmUp implements Runnable {

  /** Lets time pass; a test turns its clock instead. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(KafkaWarmUp.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration METADATA_POLL = Duration.ofMillis(20);
  private static final int METADATA_POLLS_MAX = 500;

  /** Well inside the hour after which the producer forgets an unused topic. */
  private static final Duration TOUCH = Duration.ofMinutes(10);

  private final TopicSetup setup;
  private final Supplier<Producer<byte[], byte[]>> producer;
  private final Supplier<Collection<String>> topics;
  private final Readiness.Gate gate;
  private final Pause pause;

  /**
   * @param producer asked for when the topics are there, not before
   * @param topics the topics of all sources, asked for anew each time
   */
  public KafkaWarmUp(
      TopicSetup setup,
      Supplier<Producer<byte[], byte[]>> producer,
      Supplier<Collection<String>> topics,
      Readiness.Gate gate,
      Pause pause) {
    this.setup = setup;
    this.producer = producer;
    this.topics = topics;
    this.gate = gate;
    this.pause = pause;
  }

  @Override
  public void run() {
    try {
      while (!warm()) {
        pause.of(RETRY);
      }
      gate.open();
      LOG.info("Kafka is ready: {}", String.join(", ", topics.get()));
      while (true) {
        pause.of(TOUCH);
        metadataFault().ifPresent(why -> LOG.warn("metadata is getting old: {}", why));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the gateway stops
    }
  }

  private boolean warm() throws InterruptedException {
    return switch (setup.ensure(topics.get())) {
      case TopicCheck.Ready(List<String> created) -> {
        if (!created.isEmpty()) {
          LOG.info("created topics: {}", String.join(", ", created));
        }
        yield isKnown(metadataFault());
      }
      case TopicCheck.Faulty(List<String> faults) -> {
        faults.forEach(fault -> LOG.error("not ready: {}", fault));
        gate.close(String.join("; ", faults));
        yield false;
      }
      case TopicCheck.Unreachable(String why) -> {
        LOG.warn("not ready: {}", why);
        gate.close(why);
        yield false;
      }
    };
  }

  private boolean isKnown(Optional<String> fault) {
    fault.ifPresent(why -> {
      LOG.warn("not ready: {}", why);
      gate.close(why);
    });
    return fault.isEmpty();
  }

  /** Fetches the metadata of every topic; says why where that fails. */
  private Optional<String> metadataFault() throws InterruptedException {
    for (String topic : topics.get()) {
      Optional<String> fault = metadataFault(topic);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  /**
   * The producer never waits ({@code max.block.ms} is 0): asking starts a fetch, asking again ends
   * it.
   */
  private Optional<String> metadataFault(String topic) throws InterruptedException {
    for (int i = 0; i < METADATA_POLLS_MAX; i++) {
      try {
        producer.get().partitionsFor(topic);
        return Optional.empty();
      } catch (TimeoutException e) {
        pause.of(METADATA_POLL);
      } catch (KafkaException e) {
        return Optional.of("no metadata for topic " + topic + ": " + e.getMessage());
      }
    }
    return Optional.of("no metadata for topic " + topic);
  }
}
