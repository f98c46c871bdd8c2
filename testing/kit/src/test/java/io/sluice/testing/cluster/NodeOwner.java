package io.sluice.testing.cluster;

import java.util.List;

/** A process that starts a broker, freezes it if it is told to, and does nothing more. */
final class NodeOwner {

  private NodeOwner() {}

  public static void main(String[] args) throws Exception {
    NodeProcess node = (NodeProcess) new ProcessEngine().place(List.of(1)).getFirst().node();
    node.start();
    if (args[0].equals("frozen")) {
      node.freeze();
    }
    System.out.println(node.pid());
    Thread.currentThread().join();
  }
}
