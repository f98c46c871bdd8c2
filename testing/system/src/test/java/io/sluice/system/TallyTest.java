package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was said yes to is what is stored: the books of a load run, compared id by id. */
@WithBroker
class TallyTest {

  private static final int SENDERS = 200;
  private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("sluice.load", 30));
  private static final String SECRET = "a-secret-of-this-test";

  /** The numbers of each sender's events that were answered 2xx; written by that sender alone. */
  private final List<BitSet> accepted = bitSets();

  private final AtomicLong refused = new AtomicLong();

  @Test
  void theTopicHoldsExactlyTheEventsThatWereAnswered2xx(Broker broker) throws Exception {
    String topic = "webhooks.tally-" + Instant.now().toEpochMilli();
    String yaml =
        "sources:\n  tally: {scheme: github, secrets: [env:S], ack_deadline: 10s, topic: %s}\n"
            .formatted(topic);
    try (GatewayUnderTest gateway =
        GatewayUnderTest.start(
            broker.bootstrapServers(), yaml, Map.of("S", SECRET), InstantSource.system())) {
      load(gateway.port());
    }
    List<BitSet> stored = bitSets();
    AtomicLong records = new AtomicLong();
    try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), topic)) {
      reader.rest(record -> {
        records.incrementAndGet();
        String[] id = text(record.headers().lastHeader("ce_id").value()).split("-", 2);
        stored.get(Integer.parseInt(id[0])).set(Integer.parseInt(id[1]));
      });
    }
    System.out.printf(
        "tally on %s: %d accepted, %d refused, %d records, %d ids stored%n",
        broker.kind(), count(accepted), refused.get(), records.get(), count(stored));
    assertThat(count(accepted)).isGreaterThan(SENDERS);
    assertThat(stored).as("lost or never accepted").isEqualTo(accepted);
    assertThat(records.get()).as("stored more than once").isEqualTo(count(stored));
  }

  private static List<BitSet> bitSets() {
    return Stream.generate(BitSet::new).limit(SENDERS).toList();
  }

  private static long count(List<BitSet> ids) {
    return ids.stream().mapToLong(BitSet::cardinality).sum();
  }

  private void load(int port) throws Exception {
    Instant until = Instant.now().plus(LOAD);
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?>[] running = new Future<?>[SENDERS];
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        running[i] =
            senders.submit(() -> {
              send(port, sender, until);
              return null;
            });
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
  }

  private void send(int port, int sender, Instant until) throws Exception {
    try (KeepAliveSender connection = new KeepAliveSender(port, "tally", SECRET)) {
      for (int n = 0; Instant.now().isBefore(until); n++) {
        String id = sender + "-" + n;
        if (connection.post(id, body(id)).status() == 202) {
          accepted.get(sender).set(n);
        } else {
          refused.incrementAndGet();
        }
      }
    }
  }

  private static byte[] body(String id) {
    return """
    {"ref":"refs/heads/main","after":"%s","repository":{"full_name":"octo/%s"},"filler":"%s"}\
    """
        .formatted(id, id, "x".repeat(400))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
