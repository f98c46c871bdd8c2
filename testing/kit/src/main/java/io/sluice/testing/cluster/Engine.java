package io.sluice.testing.cluster;

import java.util.List;

/** Where the brokers of a cluster run. */
interface Engine extends AutoCloseable {

  /** {@code docker} or {@code embedded}. */
  String kind();

  /**
   * Makes the brokers, not yet started.
   *
   * @param advertisedPorts the port on 127.0.0.1 that the clients of each broker are told to use
   */
  List<Place> place(List<Integer> advertisedPorts);

  /** Gives back what the brokers shared, once all of them are closed. */
  @Override
  void close();

  /**
   * A broker and its ports on 127.0.0.1.
   *
   * @param clientPort where its clients' link has to end
   * @param directPort where it is reached past the link
   */
  record Place(Node node, int clientPort, int directPort) {}
}
