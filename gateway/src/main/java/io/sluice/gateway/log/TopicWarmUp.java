package io.sluice.gateway.log;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets topics ready for the hot path: has them exist, and has the producer know their brokers,
 * because there it may not wait to find out. Blocks: not for an event loop.
 */
public final class TopicWarmUp implements WarmTopics {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWarmUp.class);
  private static final Duration METADATA_POLL = Duration.ofMillis(20);
  private static final int METADATA_POLLS_MAX = 500;

  private final TopicSetup setup;
  private final Supplier<Producer<byte[], byte[]>> producer;
  private final Pause pause;

  /**
   * @param producer asked for when the topics are there, not before
   */
  public TopicWarmUp(TopicSetup setup, Supplier<Producer<byte[], byte[]>> producer, Pause pause) {
    this.setup = setup;
    this.producer = producer;
    this.pause = pause;
  }

  @Override
  public TopicCheck prepare(Collection<String> topics) throws InterruptedException {
    return switch (setup.ensure(topics)) {
      case TopicCheck.Ready ready -> {
        if (!ready.created().isEmpty()) {
          LOG.info("created topics: {}", String.join(", ", ready.created()));
        }
        yield metadataFault(topics).<TopicCheck>map(TopicCheck.Unreachable::new).orElse(ready);
      }
      case TopicCheck.Faulty faulty -> faulty;
      case TopicCheck.Unreachable unreachable -> unreachable;
    };
  }

  @Override
  public Optional<String> metadataFault(Collection<String> topics) throws InterruptedException {
    for (String topic : topics) {
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
