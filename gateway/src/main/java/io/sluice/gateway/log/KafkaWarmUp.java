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
 *   check topics ─▶ ready ─▶ fetch metadata ─▶ gate opens ─▶ touch every topic now and then;
 *      ▲   └▶ faulty: gate says why, wait ─┐                  check topics where something waits
 *      ├───────────────────────────────────┤
 *      └── unreachable: the same, but the gate opens where the journal stands in ── wait
 * </pre>
 *
 * <p>The topic of refused requests is tried once before the gate opens, so that it is there where
 * nothing is wrong, and then again and again; the gate does not wait for it.
 */
public final class KafkaWarmUp implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaWarmUp.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Ten minutes: well inside the hour after which the producer forgets an unused topic. */
  private static final int TOUCH_EVERY = 300;

  /** Half a minute. */
  private static final int REJECTS_EVERY = 15;

  private final WarmTopics warmUp;
  private final Supplier<Collection<String>> topics;
  private final RejectsTopic rejects;
  private final Readiness.Gate gate;
  private final StandIn standIn;
  private final Pause pause;

  /** What takes events while Kafka does not. */
  public interface StandIn {

    /** Nothing does. */
    StandIn NONE =
        new StandIn() {
          @Override
          public boolean standsIn() {
            return false;
          }

          @Override
          public boolean isBehind() {
            return false;
          }
        };

    /** Whether events can be made durable without Kafka. */
    boolean standsIn();

    /** Whether Kafka is known not to answer in time, or something still waits for it. */
    boolean isBehind();
  }

  /**
   * @param topics the topics of all sources, asked for anew each time
   */
  public KafkaWarmUp(
      WarmTopics warmUp,
      Supplier<Collection<String>> topics,
      RejectsTopic rejects,
      Readiness.Gate gate,
      StandIn standIn,
      Pause pause) {
    this.warmUp = warmUp;
    this.topics = topics;
    this.rejects = rejects;
    this.gate = gate;
    this.standIn = standIn;
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
      for (int turn = 1; true; turn++) {
        pause.of(RETRY);
        if (standIn.isBehind()) {
          heal();
        } else if (turn % TOUCH_EVERY == 0) {
          warmUp
              .metadataFault(topics.get())
              .ifPresent(why -> LOG.warn("metadata is getting old: {}", why));
        }
        if (turn % (rejects.isReady() ? TOUCH_EVERY : REJECTS_EVERY) == 0) {
          rejects.prepare();
        }
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
        if (standIn.standsIn()) {
          LOG.warn("Kafka cannot be reached, the journal takes what comes: {}", why);
          gate.open();
        } else {
          LOG.warn("not ready: {}", why);
          gate.close(why);
        }
        yield false;
      }
    };
  }

  /** A topic may be gone, or its brokers others. */
  private void heal() throws InterruptedException {
    switch (warmUp.prepare(topics.get())) {
      case TopicCheck.Ready _ -> {}
      case TopicCheck.Faulty(List<String> faults) ->
          faults.forEach(fault -> LOG.error("Kafka is not as it must be: {}", fault));
      case TopicCheck.Unreachable(String why) -> LOG.warn("Kafka cannot be reached: {}", why);
    }
  }
}
