package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What was said yes to is what is stored: the books of a load run, compared id by id. */
@WithBroker
class TallyTest {

  private static final int SENDERS = 200;
  private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("sluice.load", 30));
  private static final String SECRET = "a-secret-of-this-test";

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
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
    Set<String> stored = new HashSet<>();
    AtomicLong records = new AtomicLong();
    try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), topic)) {
      reader.rest(record -> {
        records.incrementAndGet();
        stored.add(header(record.headers().lastHeader("ce_id").value()));
      });
    }
    System.out.printf(
        "tally on %s: %d accepted, %d refused, %d records, %d ids stored%n",
        broker.kind(), accepted.size(), refused.get(), records.get(), stored.size());
    assertThat(accepted).hasSizeGreaterThan(SENDERS);
    assertThat(stored).as("lost or never accepted").isEqualTo(accepted);
    assertThat(records.get()).as("stored more than once").isEqualTo(stored.size());
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
          accepted.add(id);
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

  private static String header(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
