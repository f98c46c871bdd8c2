package io.sluice.gateway.log;

import io.sluice.platform.ops.Readiness;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets Kafka ready before the first request and keeps it so. Runs on a thread of its own until it
 * is interrupted.
 *
 * <pre>
 *   check topics ─▶ ready ─▶ fetch metadata ─▶ gate opens ─▶ touch every topic now and then
 *      ▲   └▶ faulty, unreachable: gate says why, wait, ─┐
 *      └──────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>The topic of refused requests is tried once before the gate opens, so that it is there where
 * nothing is wrong, and then again and again; the gate does not wait for it.
 */
public final class KafkaWarmUp implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaWarmUp.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Well inside the hour after which the producer forgets an unused topic. */
  private static final Duration TOUCH = Duration.ofMinutes(10);

  /** How long until the topic of refused requests is tried again. */
  private static final Duration REJECTS_RETRY = Duration.ofSeconds(30);

  private final WarmTopics warmUp;
  private final Supplier<Collection<String>> topics;
  private final RejectsTopic rejects;
  private final Readiness.Gate gate;
  private final Pause pause;

  /**
   * @param topics the topics of all sources, asked for anew each time
   */
  public KafkaWarmUp(
      WarmTopics warmUp,
      Supplier<Collection<String>> topics,
      RejectsTopic rejects,
      Readiness.Gate gate,
      Pause pause) {
    this.warmUp = warmUp;
    this.topics = topics;
    this.rejects = rejects;
    this.gate = gate;
    this.pause = pause;
  }

  @Override
  public void run() {
    try {
      while (!warm()) {
        pause.of(RETRY);
      }
      rejects.prepare();
      gate.open();
      LOG.info("Kafka is ready: {}", String.join(", ", topics.get()));
      while (true) {
        pause.of(rejects.isReady() ? TOUCH : REJECTS_RETRY);
        rejects.prepare();
        warmUp
            .metadataFault(topics.get())
            .ifPresent(why -> LOG.warn("metadata is getting old: {}", why));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the gateway stops
    }
  }

  private boolean warm() throws InterruptedException {
    return switch (warmUp.prepare(topics.get())) {
      case TopicCheck.Ready _ -> true;
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
}
