package io.sluice.testing.cluster;

import io.sluice.testing.ReservedPort;
import io.sluice.testing.cluster.Listener.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * Runs each broker in a container; among themselves they use names on a network of their own.
 *
 * <p>The ports on this machine are chosen here, because those that Docker chooses change when a
 * container is started again.
 */
final class ContainerEngine implements Engine {
  private static final int CLIENT_PORT = 9092;
  private static final int DIRECT_PORT = 9093;
  private static final int INTERNAL_PORT = 9094;
  private static final int CONTROLLER_PORT = 9095;

  private final DockerImageName image;
  private final Network network = Network.newNetwork();
  private final String clusterId = Uuid.randomUuid().toString();
  private final List<ReservedPort> reserved = new ArrayList<>();

  ContainerEngine(String image) {
    this.image = DockerImageName.parse(image);
  }

  @Override
  public String kind() {
    return "docker";
  }

  @Override
  public List<Place> place(List<Integer> advertisedPorts) {
    String voters =
        IntStream.rangeClosed(1, advertisedPorts.size())
            .mapToObj(id -> id + "@" + host(id) + ":" + CONTROLLER_PORT)
            .collect(Collectors.joining(","));
    return IntStream.rangeClosed(1, advertisedPorts.size())
        .mapToObj(id -> place(id, voters, advertisedPorts.get(id - 1)))
        .toList();
  }

  private Place place(int id, String voters, int advertisedPort) {
    int client = reserve();
    int direct = reserve();
    List<Listener> listeners =
        List.of(
            new Listener(Use.CLIENT, ":" + CLIENT_PORT, "127.0.0.1:" + advertisedPort),
            new Listener(Use.DIRECT, ":" + DIRECT_PORT, "127.0.0.1:" + direct),
            Listener.at(Use.INTERNAL, host(id) + ":" + INTERNAL_PORT),
            Listener.at(Use.CONTROLLER, host(id) + ":" + CONTROLLER_PORT));
    NodeSettings settings = new NodeSettings(id, voters, listeners, "/var/lib/kafka/data");
    GenericContainer<?> container =
        new GenericContainer<>(image)
            .withNetwork(network)
            .withNetworkAliases(host(id))
            .withEnv(environment(settings))
            // The cluster is waited for as a whole.
            .waitingFor(new NoWait());
    container.setPortBindings(
        List.of(
            "127.0.0.1:" + client + ":" + CLIENT_PORT, "127.0.0.1:" + direct + ":" + DIRECT_PORT));
    return new Place(new NodeContainer(container), client, direct);
  }

  /** The settings as the image takes them. */
  private Map<String, String> environment(NodeSettings settings) {
    Map<String, String> environment = new HashMap<>();
    settings
        .toMap()
        .forEach((key, value) ->
            environment.put("KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    environment.put("CLUSTER_ID", clusterId);
    environment.put("KAFKA_HEAP_OPTS", "-Xmx160m -XX:TieredStopAtLevel=1");
    return environment;
  }

  private int reserve() {
    ReservedPort port = ReservedPort.take();
    reserved.add(port);
    return port.number();
  }

  private static String host(int id) {
    return "kafka-" + id;
  }

  @Override
  public void close() {
    reserved.forEach(ReservedPort::close);
    network.close();
  }

  private static final class NoWait extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {
      // That the process was started is all that is asked for.
    }
  }
}
