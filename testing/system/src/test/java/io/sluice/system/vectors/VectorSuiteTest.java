package io.sluice.system.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Decoded;
import io.sluice.schemas.WebhookEvent;
import io.sluice.schemas.WebhookEvents;
import io.sluice.system.GatewayUnderTest;
import io.sluice.system.ProjectFolder;
import io.sluice.system.TopicReader;
import io.sluice.testing.Broker;
import io.sluice.testing.VirtualClock;
import io.sluice.testing.WithBroker;
import io.sluice.testing.vectors.Vector;
import io.sluice.testing.vectors.VectorSources;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every vector of every provider, through the real HTTP port, and out of Kafka again. Another
 * folder of vectors is named by {@code -Dsluice.vectors=DIR}.
 */
@WithBroker
class VectorSuiteTest {

  static final String TOPIC = "webhooks.vectors";

  private static final Path OWN = Path.of("src/test/resources/vectors");

  @Test
  void everyVectorGetsItsVerdictAndEveryAcceptedOneComesOutOfKafkaByteForByte(Broker broker) {
    Path folder = folder();
    Map<String, List<Vector>> byProvider = new LinkedHashMap<>();
    VectorSources sources = new VectorSources(TOPIC);
    VectorNetwork network = new VectorNetwork();
    for (String provider : Vector.providers(folder)) {
      List<Vector> vectors = Vector.load(folder, provider);
      vectors.forEach(v -> sources.nameFor(provider, v));
      vectors.forEach(network::add);
      byProvider.put(provider, vectors);
    }
    VirtualClock clock = VirtualClock.at(Instant.EPOCH);
    List<String> differing = new ArrayList<>();
    int judged = 0;
    try (GatewayUnderTest gateway =
            GatewayUnderTest.start(
                broker.bootstrapServers(), sources.yaml(), sources.secrets(), clock, network);
        TopicReader topic = TopicReader.fromNow(broker.bootstrapServers(), TOPIC)) {
      VectorCheck check = new VectorCheck(gateway.port(), clock, topic, network);
      for (Map.Entry<String, List<Vector>> provider : byProvider.entrySet()) {
        Tally tally = new Tally();
        for (Vector vector : provider.getValue()) {
          String source = sources.nameFor(provider.getKey(), vector);
          tally.add(vector, check.differences(source, vector), differing);
        }
        System.out.println(tally.line(provider.getKey()));
        judged += tally.judged();
      }
    }
    assertThat(differing).isEmpty();
    assertThat(judged).as("vectors in " + folder).isPositive();
  }

  private static Path folder() {
    String named = System.getProperty("sluice.vectors", "");
    if (named.isEmpty()) {
      return OWN;
    }
    Path folder = Path.of(named);
    return folder.isAbsolute() ? folder : ProjectFolder.ROOT.resolve(folder);
  }

  /** Counts one provider's vectors. */
  private static final class Tally {
    private int agreed;
    private int differed;
    private int disputed;

    void add(Vector vector, List<String> differences, List<String> differing) {
      if (vector.disputed()) {
        disputed++;
        differences.forEach(d -> System.out.println("  disputed  " + vector.id() + ": " + d));
      } else if (differences.isEmpty()) {
        agreed++;
      } else {
        differed++;
        differences.forEach(d -> System.out.println("  DIFFERS   " + vector.id() + ": " + d));
        differing.add(vector.id() + ": " + differences);
      }
    }

    int judged() {
      return agreed + differed;
    }

    String line(String provider) {
      return "%-18s %3d agree, %d differ, %d disputed"
          .formatted(provider, agreed, differed, disputed);
    }
  }

  static WebhookEvent event(WebhookEvents events, TopicReader topic) {
    return switch (events.decode(topic.next())) {
      case Decoded.Event(WebhookEvent event) -> event;
      case Decoded.Unreadable(String why) -> throw new AssertionError(why);
    };
  }
}
