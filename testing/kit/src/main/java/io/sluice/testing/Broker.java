package io.sluice.testing;

/**
 * A real Kafka broker that a test talks to.
 *
 * <p>This one is shared by all tests of the run, so a test uses topics of its own: {@link
 * #topic(String)} makes one. A test that stops or freezes its broker asks for an {@link OwnBroker}.
 */
public interface Broker {

  /** What Kafka clients are configured with. */
  String bootstrapServers();

  /** {@code docker} or {@code embedded}. */
  String kind();

  /** Creates a topic that no other test has and returns its name, which begins with the given. */
  String topic(String name, int partitions);

  /** Creates a topic with one partition. */
  default String topic(String name) {
    return topic(name, 1);
  }
}
