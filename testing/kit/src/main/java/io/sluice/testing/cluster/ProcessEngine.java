package io.sluice.testing.cluster;

import io.sluice.testing.ReservedPort;
import io.sluice.testing.ScratchDir;
import io.sluice.testing.cluster.Listener.Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** Runs each broker in a process of its own on this machine. */
final class ProcessEngine implements Engine {
  private final ScratchDir dir = ScratchDir.create("sluice-cluster-");
  private final String clusterId = Uuid.randomUuid().toString();
  private final List<ReservedPort> reserved = new ArrayList<>();

  @Override
  public String kind() {
    return "embedded";
  }

  @Override
  public List<Place> place(List<Integer> advertisedPorts) {
    List<Ports> ports = advertisedPorts.stream().map(this::reserve).toList();
    String voters =
        IntStream.rangeClosed(1, ports.size())
            .mapToObj(id -> id + "@" + address(ports.get(id - 1).controller()))
            .collect(Collectors.joining(","));
    return IntStream.rangeClosed(1, ports.size())
        .mapToObj(id -> place(id, voters, ports.get(id - 1)))
        .toList();
  }

  private Place place(int id, String voters, Ports ports) {
    Path home = dir.path().resolve("kafka-" + id);
    NodeSettings settings =
        new NodeSettings(id, voters, ports.listeners(), home.resolve("data").toString());
    return new Place(new NodeProcess(home, settings, clusterId), ports.client(), ports.direct());
  }

  private Ports reserve(int advertised) {
    return new Ports(advertised, reserve(), reserve(), reserve(), reserve());
  }

  private int reserve() {
    ReservedPort port = ReservedPort.take();
    reserved.add(port);
    return port.number();
  }

  @Override
  public void close() {
    reserved.forEach(ReservedPort::close);
    dir.close();
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }

  /** The ports of one broker. */
  private record Ports(int advertised, int client, int direct, int internal, int controller) {
    List<Listener> listeners() {
      return List.of(
          new Listener(Use.CLIENT, address(client), address(advertised)),
          Listener.at(Use.DIRECT, address(direct)),
          Listener.at(Use.INTERNAL, address(internal)),
          Listener.at(Use.CONTROLLER, address(controller)));
    }
  }
}
