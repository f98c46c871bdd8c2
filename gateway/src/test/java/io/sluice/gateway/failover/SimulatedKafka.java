package io.sluice.gateway.failover;

import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.gateway.log.EventLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and the clients that write to it, as one gateway sees them: quick, slow, silent or
 * refusing. It outlives the gateway. Each client keeps the order of what it was given; what was
 * stored while its acknowledgement got lost is acknowledged later, and not stored again.
 */
final class SimulatedKafka {

  /** How it is. */
  enum Mood {
    WELL,
    SLOW,
    /** Nothing comes back; some of what was sent last has arrived. */
    SILENT,
    /** Everything is refused at once. */
    REFUSING
  }

  private final RandomGenerator random;
  private final Map<String, List<String>> storedByKey = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private long now;
  private Mood mood = Mood.WELL;
  private boolean topicIsSmall;
  private int duplicates;

  SimulatedKafka(RandomGenerator random) {
    this.random = random;
  }

  Mood mood() {
    return mood;
  }

  void mood(Mood next) {
    mood = next;
  }

  /** Whether the topic has been set to take small records only, which some are not. */
  void topicIsSmall(boolean small) {
    topicIsSmall = small;
  }

  boolean has(String id) {
    return stored.contains(id);
  }

  /** What has been stored under a key, each once, in the order of the first time. */
  List<String> stored(String key) {
    return storedByKey.getOrDefault(key, List.of());
  }

  int duplicates() {
    return duplicates;
  }

  void clock(long nanos) {
    now = nanos;
  }

  /** A client with what it was given, which dies with its process. */
  Client client(Duration deliveryTimeout) {
    return new Client(deliveryTimeout.toNanos());
  }

  final class Client {

    private final long timeoutNanos;
    private final ArrayDeque<Sending> queue = new ArrayDeque<>();

    private Client(long timeoutNanos) {
      this.timeoutNanos = timeoutNanos;
    }

    void send(String key, String id, EventLog.Receipt receipt) {
      if (topicIsSmall && isLarge(id)) {
        receipt.settled(new NotAppended(Cause.TOO_LARGE));
      } else if (mood == Mood.REFUSING) {
        receipt.settled(new NotAppended(Cause.NO_METADATA));
      } else {
        queue.add(new Sending(key, id, receipt, now, now + latency()));
      }
    }

    private long latency() {
      long millis = mood == Mood.SLOW ? random.nextLong(100, 600) : random.nextLong(1, 30);
      return Duration.ofMillis(millis).toNanos();
    }

    /** Whatever has come back by now. */
    void turn() {
      boolean answers = mood == Mood.WELL || mood == Mood.SLOW;
      for (Sending first = queue.peek(); first != null; first = queue.peek()) {
        if (answers && first.dueAt <= now) {
          queue.remove();
          first.settle(store(first));
        } else if (now - first.sentAt >= timeoutNanos) {
          queue.remove();
          first.settle(new NotAppended(Cause.TIMEOUT));
        } else {
          return;
        }
      }
    }

    /** Some of what is under way arrives, and nobody is told. */
    void arriveUntold() {
      int arriving = random.nextInt(queue.size() + 1);
      queue.stream().limit(arriving).forEach(SimulatedKafka.this::store);
    }

    /** It has failed for good or is closed: all that it holds fails. */
    void close() {
      List<Sending> failing = new ArrayList<>(queue);
      queue.clear();
      failing.forEach(sending -> sending.settle(new NotAppended(Cause.CLOSED)));
    }
  }

  static boolean isLarge(String id) {
    return id.endsWith("7");
  }

  private AppendResult store(Sending sending) {
    if (!sending.arrived) {
      sending.arrived = true;
      List<String> ofKey = storedByKey.computeIfAbsent(sending.key, _ -> new ArrayList<>());
      if (stored.add(sending.id)) {
        ofKey.add(sending.id);
      } else {
        duplicates++;
      }
    }
    return new InKafka(0, stored.size());
  }

  private static final class Sending {

    private final String key;
    private final String id;
    private final long sentAt;
    private final long dueAt;
    private EventLog.@Nullable Receipt receipt;
    private boolean arrived;

    Sending(String key, String id, EventLog.Receipt receipt, long sentAt, long dueAt) {
      this.key = key;
      this.id = id;
      this.receipt = receipt;
      this.sentAt = sentAt;
      this.dueAt = dueAt;
    }

    void settle(AppendResult result) {
      EventLog.Receipt told = receipt;
      receipt = null;
      if (told == null) {
        throw new AssertionError("told twice");
      }
      told.settled(result);
    }
  }
}
