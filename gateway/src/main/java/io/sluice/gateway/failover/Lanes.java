package io.sluice.gateway.failover;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many events of each ordering lane are on their way. Events of one key share a lane, and few
 * keys share it with them. Any thread may count.
 *
 * <p>An event may go straight to Kafka only where no older one of its lane is still in the journal;
 * one in the journal may go to Kafka only once all that went straight have ended.
 */
final class Lanes {

  /** How many lanes there are. */
  static final int COUNT = 1024;

  private final AtomicIntegerArray live = new AtomicIntegerArray(COUNT);
  private final AtomicIntegerArray journaled = new AtomicIntegerArray(COUNT);

  /** The lane of a key; the same in every process. */
  static int of(String topic, String key) {
    int mixed = 31 * topic.hashCode() + key.hashCode();
    mixed ^= mixed >>> 16;
    mixed *= 0x85ebca6b;
    mixed ^= mixed >>> 13;
    return mixed & (COUNT - 1);
  }

  void sent(int lane) {
    live.incrementAndGet(lane);
  }

  void sendingEnded(int lane) {
    live.decrementAndGet(lane);
  }

  /** Whether an event of this lane is in Kafka's client and has not ended there. */
  boolean isLive(int lane) {
    return live.get(lane) > 0;
  }

  void journalBegins(int lane) {
    journaled.incrementAndGet(lane);
  }

  void journalEnds(int lane) {
    journaled.decrementAndGet(lane);
  }

  /** Whether an event of this lane is in the journal or on its way there. */
  boolean isJournaled(int lane) {
    return journaled.get(lane) > 0;
  }
}
