package io.sluice.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that tests made on one broker, numbered so that none has the name of another. */
final class Topics {
  private static final int LIMIT_SECONDS = 30;

  /** As the gateway wants it. */
  private static final Map<String, String> CONFIG = Map.of("max.message.bytes", "2097152");

  private final AtomicInteger made = new AtomicInteger();

  String create(String bootstrapServers, String name, int partitions) {
    String unique = name + "-" + made.incrementAndGet();
    try (Admin admin = admin(bootstrapServers)) {
      admin
          .createTopics(List.of(new NewTopic(unique, partitions, (short) 1).configs(CONFIG)))
          .all()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return unique;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Cannot create the topic " + unique, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Fails unless a broker at this address answers soon. */
  static void demandAnswer(String bootstrapServers) throws Exception {
    Admin admin = admin(bootstrapServers);
    try {
      admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "default.api.timeout.ms", "30000",
            "request.timeout.ms", "10000",
            "reconnect.backoff.ms", "20",
            "reconnect.backoff.max.ms", "200"));
  }
}
